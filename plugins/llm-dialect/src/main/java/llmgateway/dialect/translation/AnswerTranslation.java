package llmgateway.dialect.translation;

import llmgateway.core.http.Headers;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.format.StreamKind;
import llmgateway.dialect.format.UnreadableAnswer;

/** Translates the answer to one request, whichever form it comes in. Not thread-safe. */
public sealed interface AnswerTranslation permits ChatAnswerTranslation, EmbeddingAnswerTranslation {

    /**
     * @param head of the answer, which may tell what the document does not
     * @param document of a 2xx status
     * @throws UnreadableAnswer if it is none of the provider's API
     */
    byte[] whole(Headers head, byte[] document);

    /**
     * For a client that asked for a stream and a provider that answered with a document.
     * @throws UnreadableAnswer as {@link #whole}
     */
    byte[] wholeAsStream(byte[] document);

    /**
     * For an answer that comes as a stream.
     * @param gate asked about the model's words before they are written
     */
    StreamTranslation stream(TextGate gate);

    /** How {@link #stream} and {@link #wholeAsStream} frame events. */
    StreamKind streamKind();

    /**
     * Whether the request wants the model to reason, of which it may not show everything.
     */
    boolean isReasoningAsked();

    /**
     * @param status 400 to 599
     * @param body may be anything
     */
    ProviderError error(int status, byte[] body);

}
