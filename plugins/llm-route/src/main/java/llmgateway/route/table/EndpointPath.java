package llmgateway.route.table;

import llmgateway.core.call.Endpoint;

/** What follows the version in an endpoint's path. */
public final class EndpointPath {

    private EndpointPath() {
    }

    /**
     * The path, beginning with a slash.
     * @throws IllegalArgumentException for the lists of models, which no provider is
     * asked for
     */
    public static String of(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS -> "/chat/completions";
            case RESPONSES -> "/responses";
            case COMPLETIONS -> "/completions";
            case EMBEDDINGS -> "/embeddings";
            case IMAGE_GENERATIONS -> "/images/generations";
            case IMAGE_EDITS -> "/images/edits";
            case IMAGE_VARIATIONS -> "/images/variations";
            case SPEECH -> "/audio/speech";
            case TRANSCRIPTIONS -> "/audio/transcriptions";
            case TRANSLATIONS -> "/audio/translations";
            case MODERATIONS -> "/moderations";
            case RERANK -> "/rerank";
            case MESSAGES -> "/messages";
            case COUNT_TOKENS -> "/messages/count_tokens";
            case MODELS, MODEL, ANTHROPIC_MODELS, ANTHROPIC_MODEL, GENERATE_CONTENT, CONVERSE, COHERE_CHAT,
                    OLLAMA_CHAT ->
                throw new IllegalArgumentException("no provider is asked for " + endpoint);
        };
    }

}
