package llmgateway.dialect.usage;

import java.util.Locale;

import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;

/** Picks the meter for an answer. */
public final class AnswerMeters {

    private static final String EVENTS = "text/event-stream";

    private static final int FIRST_ERROR = 400;

    private AnswerMeters() {
    }

    /**
     * @param provider what the provider speaks, which need not be what its client does
     * @param endpoint that the client called
     * @param status HTTP status of the answer
     * @param contentType as the provider sent it, parameters and all; empty if it did not
     */
    public static AnswerMeter of(Dialect provider, Endpoint endpoint, int status, String contentType) {
        AnswerNotes notes = new AnswerNotes();
        if (status >= FIRST_ERROR) {
            notes.error();
        }
        AnswerReader reader = reader(provider, endpoint);
        String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return mediaType.equals(EVENTS) ? new EventsMeter(reader, notes) : new DocumentMeter(reader, notes);
    }

    private static AnswerReader reader(Dialect provider, Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS, COMPLETIONS, MESSAGES, RESPONSES -> switch (provider) {
                case ANTHROPIC -> new MessagesUsage();
                case OPENAI -> (endpoint == Endpoint.RESPONSES) ? new ResponsesUsage() : new ChatUsage();
            };
            case EMBEDDINGS -> new EmbeddingsUsage();
            case IMAGE_GENERATIONS, IMAGE_EDITS, IMAGE_VARIATIONS -> new ImagesUsage();
            case SPEECH -> new SpeechUsage();
            case TRANSCRIPTIONS, TRANSLATIONS -> new TranscriptionUsage();
            case RERANK -> new RerankUsage();
            case MODERATIONS, MODELS, MODEL, COUNT_TOKENS, ANTHROPIC_MODELS, ANTHROPIC_MODEL -> new FreeUsage();
        };
    }

}
