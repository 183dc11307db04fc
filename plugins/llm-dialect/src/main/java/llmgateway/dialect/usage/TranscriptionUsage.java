package llmgateway.dialect.usage;

import java.util.List;
import java.util.Map;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Transcriptions and translations of audio: by tokens, or by the second, rounded up.
 * Sources: {@code Transcription}, {@code TranscriptionVerbose} and
 * {@code TranscriptionTextDoneEvent} in openai-python 3.3.1; Mistral API, "Audio
 * transcriptions" ({@code prompt_audio_seconds}). A verbose answer without a usage tells
 * the duration all the same.
 */
final class TranscriptionUsage implements AnswerReader {

    private static final Wanted FIELDS = Wanted.of(List.of("type", "model", "error", "usage.**", "duration"));

    @Override
    public Wanted fields() {
        return FIELDS;
    }

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        notes.model(document.text("model"));
        String type = document.text("type").orElse("");
        if (type.equals("transcript.text.done")) {
            notes.whole();
        }
        if (type.equals("transcript.text.delta")) {
            notes.token();
        }
        UsageNumbers numbers = UsageNumbers.below("usage", document);
        if (numbers.has("seconds")) {
            notes.usage(numbers.reading(Usage.of(Meter.AUDIO_INPUT_SECONDS, numbers.roundedUp("seconds"))));
        }
        else if (numbers.has("prompt_audio_seconds")) {
            notes.usage(numbers.reading(new Usage(
                    Map.of(Meter.AUDIO_INPUT_SECONDS, numbers.roundedUp("prompt_audio_seconds"), Meter.INPUT_TOKENS,
                            numbers.of("prompt_tokens"), Meter.OUTPUT_TOKENS, numbers.of("completion_tokens")))));
        }
        else if (OpenAiTokens.TRANSCRIPTION.isIn(numbers)) {
            notes.usage(numbers.reading(OpenAiTokens.TRANSCRIPTION.split(numbers)));
        }
        else if (type.isEmpty() && document.has("duration")) {
            UsageNumbers duration = new UsageNumbers(Map.of("duration", document.text("duration").orElse("")));
            notes.usage(duration.reading(Usage.of(Meter.AUDIO_INPUT_SECONDS, duration.roundedUp("duration"))));
        }
    }

}
