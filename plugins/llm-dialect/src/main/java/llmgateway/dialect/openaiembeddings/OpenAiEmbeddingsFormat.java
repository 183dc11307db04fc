package llmgateway.dialect.openaiembeddings;

import llmgateway.dialect.embedding.EmbeddingAnswer;
import llmgateway.dialect.embedding.EmbeddingEncoding;
import llmgateway.dialect.embedding.EmbeddingRequest;
import llmgateway.dialect.format.UntranslatableRequest;
import tools.jackson.databind.JsonNode;

/** As clients speak it. Thread-safe. */
public final class OpenAiEmbeddingsFormat {

    private final EmbeddingAnswerWriter answers = new EmbeddingAnswerWriter();

    /**
     * Everything of the request, each field either read or named in
     * {@link EmbeddingRequest#unread}.
     * @param body a JSON object without duplicate keys
     * @throws UntranslatableRequest if a field is not what the API documents
     */
    public EmbeddingRequest readRequest(JsonNode body) {
        return EmbeddingRequestReader.read(body);
    }

    public byte[] writeAnswer(EmbeddingAnswer answer, EmbeddingEncoding encoding) {
        return this.answers.write(answer, encoding);
    }

}
