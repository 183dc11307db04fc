package llmgateway.metrics.convention;

import llmgateway.core.call.Endpoint;

/** {@code gen_ai.operation.name}: the conventions' value where they have one. */
public final class OperationName {

    private OperationName() {
    }

    public static String of(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS, RESPONSES, MESSAGES, CONVERSE, COHERE_CHAT, OLLAMA_CHAT -> "chat";
            case GENERATE_CONTENT -> "generate_content";
            case COMPLETIONS -> "text_completion";
            case EMBEDDINGS, BATCH_EMBED_CONTENTS, COHERE_EMBED, OLLAMA_EMBED, BEDROCK_TITAN_EMBED,
                    BEDROCK_COHERE_EMBED, VERTEX_EMBED ->
                "embeddings";
            case MODELS, MODEL, ANTHROPIC_MODELS, ANTHROPIC_MODEL, GEMINI_MODELS, GEMINI_MODEL -> "models";
            case IMAGE_GENERATIONS, IMAGE_EDITS, IMAGE_VARIATIONS -> "image_generation";
            case SPEECH -> "speech";
            case TRANSCRIPTIONS, TRANSLATIONS -> "transcription";
            case MODERATIONS -> "moderation";
            case RERANK -> "rerank";
            case COUNT_TOKENS, GEMINI_COUNT_TOKENS -> "count_tokens";
        };
    }

}
