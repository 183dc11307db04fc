package llmgateway.dialect.usage;

import java.util.List;
import java.util.Map;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Speech: bytes of sound tell no usage; with {@code stream_format: sse} the last event
 * does. Source: {@code speech.audio.done} in OpenAI's API reference, "Create speech",
 * November 2026.
 */
final class SpeechUsage implements AnswerReader {

    private static final Wanted FIELDS = Wanted.of(List.of("type", "error", "usage.**"));

    @Override
    public Wanted fields() {
        return FIELDS;
    }

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        String type = document.text("type").orElse("");
        if (type.equals("speech.audio.done")) {
            notes.whole();
        }
        if (type.equals("speech.audio.delta")) {
            notes.token();
        }
        UsageNumbers numbers = UsageNumbers.below("usage", document);
        if (OpenAiTokens.INPUT_AND_OUTPUT.isIn(numbers)) {
            notes.usage(numbers.reading(new Usage(Map.of(Meter.INPUT_TOKENS, numbers.of("input_tokens"),
                    Meter.AUDIO_OUTPUT_TOKENS, numbers.of("output_tokens")))));
        }
    }

}
