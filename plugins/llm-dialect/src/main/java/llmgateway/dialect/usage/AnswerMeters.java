package llmgateway.dialect.usage;

import java.util.Locale;

import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Headers;

/** Picks the meter for an answer. */
public final class AnswerMeters {

    private static final String EVENTS = "text/event-stream";

    private static final String LINES = "application/x-ndjson";

    private static final String AWS_EVENTS = "application/vnd.amazon.eventstream";

    private static final int FIRST_ERROR = 400;

    private AnswerMeters() {
    }

    /**
     * @param provider what the provider was called with, which need not be what its
     * client called
     * @param status HTTP status of the answer
     * @param contentType as the provider sent it, parameters and all; empty if it did not
     * @param head which may tell what the body does not
     */
    public static AnswerMeter of(Endpoint provider, int status, String contentType, Headers head) {
        AnswerNotes notes = new AnswerNotes();
        if (family(provider) == InvokedEmbeddingUsage.FAMILY) {
            InvokedEmbeddingUsage.read(head, notes);
        }
        return of(provider, status, contentType, notes);
    }

    /** For an answer whose head is not known. */
    public static AnswerMeter of(Endpoint provider, int status, String contentType) {
        return of(provider, status, contentType, new AnswerNotes());
    }

    private static AnswerMeter of(Endpoint provider, int status, String contentType, AnswerNotes notes) {
        if (status >= FIRST_ERROR) {
            notes.error();
        }
        AnswerFamily family = family(provider);
        String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (mediaType) {
            case EVENTS -> new EventsMeter(family, notes);
            case LINES -> new LinesMeter(family, notes);
            case AWS_EVENTS -> new AwsEventsMeter(family, notes);
            default -> new DocumentMeter(family, notes);
        };
    }

    private static AnswerFamily family(Endpoint provider) {
        return switch (provider) {
            case CHAT_COMPLETIONS, COMPLETIONS -> ChatUsage.FAMILY;
            case RESPONSES -> ResponsesUsage.FAMILY;
            case MESSAGES -> MessagesUsage.FAMILY;
            case GENERATE_CONTENT -> GenerateContentUsage.FAMILY;
            case COHERE_CHAT -> CohereChatUsage.FAMILY;
            case OLLAMA_CHAT -> OllamaChatUsage.FAMILY;
            case CONVERSE -> ConverseUsage.FAMILY;
            case EMBEDDINGS -> EmbeddingsUsage.FAMILY;
            case BATCH_EMBED_CONTENTS -> BatchEmbedContentsUsage.FAMILY;
            case VERTEX_EMBED -> VertexEmbedUsage.FAMILY;
            case COHERE_EMBED -> CohereEmbedUsage.FAMILY;
            case OLLAMA_EMBED -> OllamaEmbedUsage.FAMILY;
            case BEDROCK_TITAN_EMBED, BEDROCK_COHERE_EMBED -> InvokedEmbeddingUsage.FAMILY;
            case IMAGE_GENERATIONS, IMAGE_EDITS, IMAGE_VARIATIONS -> ImagesUsage.FAMILY;
            case SPEECH -> SpeechUsage.FAMILY;
            case TRANSCRIPTIONS, TRANSLATIONS -> TranscriptionUsage.FAMILY;
            case RERANK -> RerankUsage.FAMILY;
            case MODERATIONS, MODELS, MODEL, COUNT_TOKENS, ANTHROPIC_MODELS, ANTHROPIC_MODEL, GEMINI_COUNT_TOKENS,
                    GEMINI_MODELS, GEMINI_MODEL ->
                FreeUsage.FAMILY;
        };
    }

}
