package llmgateway.dialect.usage;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;

/**
 * Images: by tokens where the provider counts them, else by the image, never by both.
 * Sources: {@code ImagesResponse}, {@code ImageGenCompletedEvent} and
 * {@code ImageEditCompletedEvent} in openai-python 3.3.1; each such event is for one
 * image.
 */
final class ImagesUsage implements AnswerReader {

    private static final Set<String> COMPLETED = Set.of("image_generation.completed", "image_edit.completed");

    private static final Wanted FIELDS = Wanted.of(List.of("type", "model", "error", "usage.**", "data[]"));

    @Override
    public Wanted fields() {
        return FIELDS;
    }

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        notes.model(document.text("model"));
        boolean event = document.text("type").filter(COMPLETED::contains).isPresent();
        if (document.text("type").isPresent()) {
            notes.token();
        }
        if (event) {
            notes.whole();
        }
        UsageNumbers numbers = UsageNumbers.below("usage", document);
        long images = event ? 1 : document.count("data[]");
        if (OpenAiTokens.INPUT_AND_OUTPUT.isIn(numbers)) {
            Usage tokens = tokens(numbers);
            boolean countsTokens = tokens.totalTokens() > 0 || images == 0;
            add(numbers.reading(countsTokens ? tokens : Usage.of(Meter.IMAGES, images)), notes);
        }
        else if (images > 0) {
            add(new UsageReading.Reported(Usage.of(Meter.IMAGES, images)), notes);
        }
    }

    private static Usage tokens(UsageNumbers numbers) {
        Usage tokens = OpenAiTokens.INPUT_AND_OUTPUT.split(numbers);
        if (numbers.has("output_tokens_details.image_tokens") || numbers.has("output_tokens_details.text_tokens")) {
            return tokens;
        }
        // Without details all output is images.
        Map<Meter, Long> amounts = new EnumMap<>(tokens.amounts());
        amounts.remove(Meter.OUTPUT_TOKENS);
        amounts.put(Meter.IMAGE_OUTPUT_TOKENS, tokens.of(Meter.OUTPUT_TOKENS));
        return new Usage(amounts);
    }

    private static void add(UsageReading reading, AnswerNotes notes) {
        if (reading instanceof UsageReading.Reported(Usage more)
                && notes.usage() instanceof UsageReading.Reported(Usage before)) {
            notes.usage(new UsageReading.Reported(before.plus(more)));
        }
        else if (!(notes.usage() instanceof UsageReading.Unusable)) {
            notes.usage(reading);
        }
    }

}
