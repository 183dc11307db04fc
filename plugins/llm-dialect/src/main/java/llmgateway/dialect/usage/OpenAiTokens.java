package llmgateway.dialect.usage;

import java.util.EnumMap;
import java.util.Map;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Takes the totals apart that OpenAI and its like report: input with what was cached,
 * written to a cache, heard and seen in it; output with reasoning and what is not text.
 *
 * @param input name of the total
 * @param output name of the total
 * @param inputDetails name of the object with the parts
 * @param outputDetails likewise
 */
record OpenAiTokens(String input, String output, String inputDetails, String outputDetails) {

    /** Of chat and text completions. */
    static final OpenAiTokens PROMPT_AND_COMPLETION = new OpenAiTokens("prompt_tokens", "completion_tokens",
            "prompt_tokens_details", "completion_tokens_details");

    /** Of responses and images. */
    static final OpenAiTokens INPUT_AND_OUTPUT = new OpenAiTokens("input_tokens", "output_tokens",
            "input_tokens_details", "output_tokens_details");

    /** Of transcriptions, where the details are spelled without an s. */
    static final OpenAiTokens TRANSCRIPTION = new OpenAiTokens("input_tokens", "output_tokens", "input_token_details",
            "output_token_details");

    boolean isIn(UsageNumbers numbers) {
        return numbers.has(this.input) || numbers.has(this.output);
    }

    Usage split(UsageNumbers numbers) {
        EnumMap<Meter, Long> amounts = new EnumMap<>(Meter.class);
        splitInput(numbers, amounts);
        splitOutput(numbers, amounts);
        return new Usage(amounts);
    }

    private void splitInput(UsageNumbers numbers, Map<Meter, Long> amounts) {
        long total = numbers.of(this.input);
        long cached = numbers.largestOf(this.inputDetails + ".cached_tokens", "prompt_cache_hit_tokens",
                "cached_tokens");
        long written = numbers.largestOf(this.inputDetails + ".cache_write_tokens",
                this.inputDetails + ".cache_creation_input_tokens");
        long audio = numbers.of(this.inputDetails + ".audio_tokens");
        long image = numbers.of(this.inputDetails + ".image_tokens");
        String ofCached = this.inputDetails + ".cached_tokens_details";
        long cachedAudio = Math.min(audio, numbers.of(ofCached + ".audio_tokens"));
        long cachedImage = Math.min(image, numbers.of(ofCached + ".image_tokens"));
        // Audio and images may have been cached without being named as such.
        long counted = cached + written + audio + image - cachedAudio - cachedImage;
        long twice = Math.clamp(counted - total, 0, cached - Math.min(cached, cachedAudio + cachedImage));
        long twiceAudio = Math.min(twice, audio - cachedAudio);
        long twiceImage = Math.min(twice - twiceAudio, image - cachedImage);
        cachedAudio += twiceAudio;
        cachedImage += twiceImage;
        long cachedText = numbers.rest("cached tokens", cached, cachedAudio, cachedImage);
        amounts.put(Meter.CACHED_INPUT_TOKENS, cachedText);
        amounts.put(Meter.CACHE_WRITE_TOKENS, written);
        amounts.put(Meter.CACHED_AUDIO_INPUT_TOKENS, cachedAudio);
        amounts.put(Meter.CACHED_IMAGE_INPUT_TOKENS, cachedImage);
        amounts.put(Meter.AUDIO_INPUT_TOKENS, audio - cachedAudio);
        amounts.put(Meter.IMAGE_INPUT_TOKENS, image - cachedImage);
        amounts.put(Meter.INPUT_TOKENS, numbers.rest(this.input, total, cachedText, written, audio, image));
    }

    /**
     * Most count reasoning as part of the output; xAI beside it, and Gemini beside it
     * without naming it. The total over everything tells.
     */
    private void splitOutput(UsageNumbers numbers, Map<Meter, Long> amounts) {
        long output = numbers.of(this.output);
        long beside = Math.max(0, numbers.of("total_tokens") - numbers.of(this.input) - output);
        long reasoning = numbers.largestOf(this.outputDetails + ".reasoning_tokens", "reasoning_tokens");
        if (reasoning == 0) {
            reasoning = beside;
        }
        long total = output + ((beside == 0 && reasoning > output) ? reasoning : beside);
        long audio = numbers.of(this.outputDetails + ".audio_tokens");
        long image = numbers.of(this.outputDetails + ".image_tokens");
        amounts.put(Meter.REASONING_TOKENS, reasoning);
        amounts.put(Meter.AUDIO_OUTPUT_TOKENS, audio);
        amounts.put(Meter.IMAGE_OUTPUT_TOKENS, image);
        amounts.put(Meter.OUTPUT_TOKENS, numbers.rest(this.output, total, reasoning, audio, image));
    }

}
