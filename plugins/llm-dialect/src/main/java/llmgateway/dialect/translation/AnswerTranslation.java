package llmgateway.dialect.translation;

import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.format.ClientFormat;
import llmgateway.dialect.format.ProviderFormat;
import llmgateway.dialect.format.UnreadableAnswer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Translates the answer to one request, whichever form it comes in. Not thread-safe. */
public final class AnswerTranslation {

    private final JsonMapper json;

    private final ClientFormat client;

    private final ProviderFormat provider;

    private final ChatRequest request;

    AnswerTranslation(JsonMapper json, ClientFormat client, ProviderFormat provider, ChatRequest request) {
        this.json = json;
        this.client = client;
        this.provider = provider;
        this.request = request;
    }

    /**
     * @param document of a 2xx status
     * @throws UnreadableAnswer if it is none of the provider's API
     */
    public byte[] whole(byte[] document) {
        return this.json
            .writeValueAsBytes(this.client.writeAnswer(this.provider.readAnswer(parsed(document)), this.request));
    }

    /** For an answer that comes as a stream. */
    public StreamTranslation stream() {
        return new StreamTranslation(this.provider, this.client.streamWriter(this.request));
    }

    /**
     * @param status 400 to 599
     * @param body may be anything
     */
    public ProviderError error(int status, byte[] body) {
        JsonNode document;
        try {
            document = this.json.readTree(body);
        }
        catch (JacksonException ex) {
            document = MissingNode.getInstance();
        }
        return this.provider.readError(status, document);
    }

    private JsonNode parsed(byte[] document) {
        try {
            return this.json.readTree(document);
        }
        catch (JacksonException ex) {
            throw new UnreadableAnswer("no JSON");
        }
    }

}
