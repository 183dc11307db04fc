package llmgateway.dialect.translation;

import java.util.List;
import java.util.OptionalLong;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.format.UntranslatableRequest;

/** Between one API of clients and one of providers. Thread-safe. */
public sealed interface Translation permits ChatTranslation, EmbeddingTranslation {

    /**
     * @param body the client's: a JSON object that has passed every check
     * @param stream whether the client wants a stream; not every API says so in the body
     * @param outputLimit the most tokens that one answer may have, beside what the client
     * set
     * @throws UntranslatableRequest if it is not what the client's API documents, or asks
     * for what the provider's cannot do
     */
    TranslatedRequest request(byte[] body, boolean stream, TargetModel model, OptionalLong outputLimit);

    /**
     * For one answer.
     * @param body of the request, as {@link #request} was given it
     * @param model that was asked: told where the provider's answer names none
     */
    AnswerTranslation answer(byte[] body, RequestModel model);

    /**
     * @param body to send to the provider
     * @param dropped what of the client's request it leaves out, by the names in the
     * documentation
     */
    record TranslatedRequest(byte[] body, List<String> dropped) {

        public TranslatedRequest {
            dropped = List.copyOf(dropped);
        }

    }

}
