package llmgateway.dialect.usage;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.gemini.TrafficType;

/**
 * Google's generateContent, whole, as events or as a list of chunks. The prompt's tokens
 * include the cached ones but not what Google's tools added; the candidates' do not
 * include thoughts. Video and documents are counted with text. Searches are counted by
 * the query. Sources: {@code GenerateContentResponseUsageMetadata} in google-genai for
 * Python 3.3.0; Gemini API, "Grounding with Google Search", read in November 2026.
 */
final class GenerateContentUsage implements AnswerReader {

    private static final String CHUNKS = "[].";

    private static final String USAGE = "usageMetadata";

    private static final String QUERIES = "candidates[].groundingMetadata.webSearchQueries";

    private static final String FINISH_REASON = "candidates[].finishReason";

    private static final String BLOCK_REASON = "promptFeedback.blockReason";

    private static final String CANDIDATE = "candidates[].index";

    private static final List<String> CONTENT = List.of("candidates[].content.parts[].text",
            "candidates[].content.parts[].functionCall.name");

    private static final List<String> FIELDS = Stream
        .concat(CONTENT.stream(), Stream.of("candidates[].content.parts[].text+", "error", "modelVersion", CANDIDATE,
                FINISH_REASON + "#", BLOCK_REASON, USAGE + ".**", QUERIES + ".**"))
        .toList();

    static final AnswerFamily FAMILY = AnswerFamily.of(GenerateContentUsage::new,
            FIELDS.stream().flatMap((field) -> Stream.of(field, CHUNKS + field)).toList());

    private long searches;

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        notes.delivered(document);
        read("", document, notes);
        read(CHUNKS, document, notes);
    }

    /**
     * @param parent before each path
     */
    private void read(String parent, JsonDocument document, AnswerNotes notes) {
        notes.model(document.text(parent + "modelVersion"));
        if (document.has(parent + "error")) {
            notes.error();
        }
        if (document.has(parent + FINISH_REASON) || document.has(parent + BLOCK_REASON)) {
            notes.whole();
        }
        if (!notes.tokenSeen() && CONTENT.stream().anyMatch((field) -> document.has(parent + field))) {
            notes.token();
        }
        notes.finishReasons(document.all(parent + FINISH_REASON), document.text(parent + CANDIDATE));
        long[] queries = { 0 };
        document.eachBelow(parent + QUERIES, (index, query) -> queries[0]++);
        this.searches = Math.max(this.searches, queries[0]);
        if (document.has(parent + USAGE)) {
            UsageNumbers numbers = UsageNumbers.below(parent + USAGE, document);
            notes.serviceTier(numbers.text("trafficType").flatMap(TrafficType::serviceTier));
            if (numbers.has("promptTokenCount") || numbers.has("totalTokenCount")) {
                notes.usage(numbers.reading(usage(numbers).with(Meter.WEB_SEARCHES, this.searches)));
            }
        }
    }

    private static Usage usage(UsageNumbers numbers) {
        long input = numbers.of("promptTokenCount") + numbers.of("toolUsePromptTokenCount");
        long output = numbers.of("candidatesTokenCount");
        long cached = numbers.of("cachedContentTokenCount");
        long audio = of("AUDIO", "promptTokensDetails", numbers) + of("AUDIO", "toolUsePromptTokensDetails", numbers);
        long image = of("IMAGE", "promptTokensDetails", numbers) + of("IMAGE", "toolUsePromptTokensDetails", numbers);
        long cachedAudio = Math.min(audio, of("AUDIO", "cacheTokensDetails", numbers));
        long cachedImage = Math.min(image, of("IMAGE", "cacheTokensDetails", numbers));
        long audioOutput = of("AUDIO", "candidatesTokensDetails", numbers);
        long imageOutput = of("IMAGE", "candidatesTokensDetails", numbers);
        long cachedText = numbers.rest("cachedContentTokenCount", cached, cachedAudio, cachedImage);
        return new Usage(Map.of(Meter.INPUT_TOKENS, numbers.rest("promptTokenCount", input, cachedText, audio, image),
                Meter.CACHED_INPUT_TOKENS, cachedText, Meter.AUDIO_INPUT_TOKENS, audio - cachedAudio,
                Meter.CACHED_AUDIO_INPUT_TOKENS, cachedAudio, Meter.IMAGE_INPUT_TOKENS, image - cachedImage,
                Meter.CACHED_IMAGE_INPUT_TOKENS, cachedImage, Meter.OUTPUT_TOKENS,
                numbers.rest("candidatesTokenCount", output, audioOutput, imageOutput), Meter.REASONING_TOKENS,
                numbers.of("thoughtsTokenCount"), Meter.AUDIO_OUTPUT_TOKENS, audioOutput, Meter.IMAGE_OUTPUT_TOKENS,
                imageOutput));
    }

    private static long of(String modality, String details, UsageNumbers numbers) {
        long tokens = 0;
        for (int i = 0; numbers.has(details + "." + i + ".modality"); i++) {
            String detail = details + "." + i + ".";
            tokens += numbers.text(detail + "modality").filter(modality::equals).isPresent()
                    ? numbers.of(detail + "tokenCount") : 0;
        }
        return tokens;
    }

}
