package llmgateway.route.catalogue;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;

/** What a provider serves where its entry does not say. */
final class UsualEndpoints {

    private static final Set<Endpoint> OPENAI = EnumSet.of(Endpoint.CHAT_COMPLETIONS, Endpoint.RESPONSES,
            Endpoint.COMPLETIONS, Endpoint.EMBEDDINGS, Endpoint.IMAGE_GENERATIONS, Endpoint.IMAGE_EDITS,
            Endpoint.IMAGE_VARIATIONS, Endpoint.SPEECH, Endpoint.TRANSCRIPTIONS, Endpoint.TRANSLATIONS,
            Endpoint.MODERATIONS, Endpoint.RERANK);

    private static final Set<Endpoint> ANTHROPIC = EnumSet.of(Endpoint.MESSAGES, Endpoint.COUNT_TOKENS);

    /** Azure OpenAI REST API reference, data plane inference, 2024-10-21. */
    private static final Set<Endpoint> AZURE_DATED = EnumSet.of(Endpoint.CHAT_COMPLETIONS, Endpoint.COMPLETIONS,
            Endpoint.EMBEDDINGS, Endpoint.IMAGE_GENERATIONS, Endpoint.TRANSCRIPTIONS, Endpoint.TRANSLATIONS);

    /** Azure OpenAI REST API reference, v1. */
    private static final Set<Endpoint> AZURE_V1 = EnumSet.of(Endpoint.CHAT_COMPLETIONS, Endpoint.RESPONSES,
            Endpoint.COMPLETIONS, Endpoint.EMBEDDINGS, Endpoint.IMAGE_GENERATIONS, Endpoint.IMAGE_EDITS,
            Endpoint.SPEECH, Endpoint.TRANSCRIPTIONS, Endpoint.TRANSLATIONS);

    private UsualEndpoints() {
    }

    static Set<Endpoint> of(ProviderApi api, Optional<String> apiVersion) {
        return switch (api) {
            case OPENAI -> OPENAI;
            case ANTHROPIC, VERTEX_ANTHROPIC -> ANTHROPIC;
            case GEMINI ->
                EnumSet.of(Endpoint.GENERATE_CONTENT, Endpoint.GEMINI_COUNT_TOKENS, Endpoint.BATCH_EMBED_CONTENTS);
            case VERTEX_GEMINI ->
                EnumSet.of(Endpoint.GENERATE_CONTENT, Endpoint.GEMINI_COUNT_TOKENS, Endpoint.VERTEX_EMBED);
            case BEDROCK -> EnumSet.of(Endpoint.CONVERSE, Endpoint.BEDROCK_TITAN_EMBED, Endpoint.BEDROCK_COHERE_EMBED);
            case COHERE -> EnumSet.of(Endpoint.COHERE_CHAT, Endpoint.COHERE_EMBED);
            case OLLAMA -> EnumSet.of(Endpoint.OLLAMA_CHAT, Endpoint.OLLAMA_EMBED);
            case AZURE_OPENAI -> apiVersion.filter(ProviderApi.AZURE_V1::equals).isPresent() ? AZURE_V1 : AZURE_DATED;
        };
    }

    /** All that an entry may list. */
    static Set<Endpoint> possible(ProviderApi api) {
        return (api.dialect() == Dialect.OPENAI) ? OPENAI : of(api, Optional.empty());
    }

}
