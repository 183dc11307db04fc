package llmgateway.route.table;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import llmgateway.core.call.Endpoint;

/** The paths of endpoints: what follows the base URL of a provider, or the version. */
public final class EndpointPath {

    /** Stands for the model's name. */
    static final String MODEL = "{model}";

    private static final Map<Endpoint, String> PLAIN = new EnumMap<>(Map.ofEntries(
            Map.entry(Endpoint.CHAT_COMPLETIONS, "/chat/completions"), Map.entry(Endpoint.RESPONSES, "/responses"),
            Map.entry(Endpoint.COMPLETIONS, "/completions"), Map.entry(Endpoint.EMBEDDINGS, "/embeddings"),
            Map.entry(Endpoint.IMAGE_GENERATIONS, "/images/generations"),
            Map.entry(Endpoint.IMAGE_EDITS, "/images/edits"),
            Map.entry(Endpoint.IMAGE_VARIATIONS, "/images/variations"), Map.entry(Endpoint.SPEECH, "/audio/speech"),
            Map.entry(Endpoint.TRANSCRIPTIONS, "/audio/transcriptions"),
            Map.entry(Endpoint.TRANSLATIONS, "/audio/translations"), Map.entry(Endpoint.MODERATIONS, "/moderations"),
            Map.entry(Endpoint.RERANK, "/rerank"), Map.entry(Endpoint.MESSAGES, "/messages"),
            Map.entry(Endpoint.COUNT_TOKENS, "/messages/count_tokens"),
            Map.entry(Endpoint.GENERATE_CONTENT, "/models/{model}:generateContent"),
            Map.entry(Endpoint.GEMINI_COUNT_TOKENS, "/models/{model}:countTokens"),
            Map.entry(Endpoint.CONVERSE, "/model/{model}/converse"), Map.entry(Endpoint.COHERE_CHAT, "/chat"),
            Map.entry(Endpoint.OLLAMA_CHAT, "/chat"),
            Map.entry(Endpoint.BATCH_EMBED_CONTENTS, "/models/{model}:batchEmbedContents"),
            Map.entry(Endpoint.VERTEX_EMBED, "/models/{model}:predict"), Map.entry(Endpoint.COHERE_EMBED, "/embed"),
            Map.entry(Endpoint.OLLAMA_EMBED, "/embed"),
            Map.entry(Endpoint.BEDROCK_TITAN_EMBED, "/model/{model}/invoke"),
            Map.entry(Endpoint.BEDROCK_COHERE_EMBED, "/model/{model}/invoke")));

    private static final Map<Endpoint, String> STREAMED = new EnumMap<>(Map.of(Endpoint.GENERATE_CONTENT,
            "/models/{model}:streamGenerateContent", Endpoint.CONVERSE, "/model/{model}/converse-stream"));

    private EndpointPath() {
    }

    /**
     * The path, beginning with a slash; may hold {@link #MODEL}.
     * @param streamed whether the answer is wanted as events: some providers have another
     * path for that
     * @throws IllegalArgumentException for the lists of models, which no provider is
     * asked for
     */
    static String of(Endpoint endpoint, boolean streamed) {
        String plain = PLAIN.get(endpoint);
        if (plain == null) {
            throw new IllegalArgumentException("no provider is asked for " + endpoint);
        }
        return streamed ? STREAMED.getOrDefault(endpoint, plain) : plain;
    }

    /** What clients may call, and be pointed to. */
    public static Set<Endpoint> ofClients() {
        return PLAIN.keySet().stream().filter(Endpoint::isForClients).collect(Collectors.toUnmodifiableSet());
    }

    /** The path at the gateway. */
    public static String ofClient(Endpoint endpoint) {
        String version = switch (endpoint) {
            case GENERATE_CONTENT, GEMINI_COUNT_TOKENS -> "/v1beta";
            case CONVERSE -> "";
            default -> "/v1";
        };
        return version + of(endpoint, false);
    }

}
