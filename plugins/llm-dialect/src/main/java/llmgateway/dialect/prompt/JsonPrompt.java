package llmgateway.dialect.prompt;

import llmgateway.core.call.Endpoint;
import llmgateway.core.prompt.Prompt;
import llmgateway.core.prompt.PromptVisitor;
import tools.jackson.core.json.JsonFactory;

/** The input in a JSON body. Immutable; reads the body anew each time it is told. */
public final class JsonPrompt implements Prompt {

    private final Endpoint endpoint;

    private final JsonFactory factory;

    private final byte[] body;

    /**
     * @param factory without limits of its own that the body exceeds
     * @param body a JSON object that has been checked; not copied
     */
    public JsonPrompt(Endpoint endpoint, JsonFactory factory, byte[] body) {
        this.endpoint = endpoint;
        this.factory = factory;
        this.body = body;
    }

    @Override
    public void tell(PromptVisitor visitor) {
        try (JsonWalk json = new JsonWalk(this.factory, this.body)) {
            json.next();
            RootReader reader = reader(new ContentReader(json, visitor));
            json.members((key, value) -> {
                if (NotInput.contains(key) && !reader.wants(key)) {
                    json.skip();
                }
                else {
                    reader.read(key, value);
                }
            });
            reader.end();
        }
    }

    private RootReader reader(ContentReader content) {
        return switch (this.endpoint) {
            case CHAT_COMPLETIONS -> new ChatPromptReader(content);
            case RESPONSES -> new ResponsesPromptReader(content);
            case MESSAGES, COUNT_TOKENS -> new MessagesPromptReader(content);
            case COMPLETIONS, EMBEDDINGS, MODERATIONS -> new InputsPromptReader(content);
            case RERANK -> new RerankPromptReader(content);
            case IMAGE_GENERATIONS, IMAGE_EDITS, IMAGE_VARIATIONS -> new ImagesPromptReader(content);
            case SPEECH -> new SpeechPromptReader(content);
            case TRANSCRIPTIONS, TRANSLATIONS -> new TranscriptionsPromptReader(content);
            case GENERATE_CONTENT, GEMINI_COUNT_TOKENS -> new GenerateContentPromptReader(content);
            case CONVERSE -> new ConversePromptReader(content);
            default -> throw new IllegalStateException("takes no body of a client: " + this.endpoint);
        };
    }

}
