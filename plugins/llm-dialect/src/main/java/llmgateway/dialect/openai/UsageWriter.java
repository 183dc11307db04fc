package llmgateway.dialect.openai;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a usage with the totals that OpenAI tells, and what they hold. Source:
 * {@code CompletionUsage} and {@code ResponseUsage} in OpenAI's OpenAPI description 2.3.0
 * of August 2026.
 *
 * @param input name of the total
 * @param output name of the total
 */
public record UsageWriter(String input, String output) {

    public static final UsageWriter CHAT_COMPLETIONS = new UsageWriter("prompt_tokens", "completion_tokens");

    public static final UsageWriter RESPONSES = new UsageWriter("input_tokens", "output_tokens");

    private static final String DETAILS = "_details";

    private static final String AUDIO_TOKENS = "audio_tokens";

    private static final String IMAGE_TOKENS = "image_tokens";

    public ObjectNode write(Usage usage) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put(this.input, usage.inputTokens());
        ObjectNode inputDetails = written.putObject(this.input + DETAILS);
        inputDetails.put("cached_tokens", sum(usage, Meter.CACHED_INPUT_TOKENS, Meter.CACHED_AUDIO_INPUT_TOKENS,
                Meter.CACHED_IMAGE_INPUT_TOKENS));
        inputDetails.put("cache_write_tokens", sum(usage, Meter.CACHE_WRITE_TOKENS, Meter.CACHE_WRITE_1H_TOKENS));
        putIfAny(inputDetails, AUDIO_TOKENS, sum(usage, Meter.AUDIO_INPUT_TOKENS, Meter.CACHED_AUDIO_INPUT_TOKENS));
        putIfAny(inputDetails, IMAGE_TOKENS, sum(usage, Meter.IMAGE_INPUT_TOKENS, Meter.CACHED_IMAGE_INPUT_TOKENS));
        written.put(this.output, usage.outputTokens());
        ObjectNode outputDetails = written.putObject(this.output + DETAILS);
        outputDetails.put("reasoning_tokens", usage.of(Meter.REASONING_TOKENS));
        putIfAny(outputDetails, AUDIO_TOKENS, usage.of(Meter.AUDIO_OUTPUT_TOKENS));
        putIfAny(outputDetails, IMAGE_TOKENS, usage.of(Meter.IMAGE_OUTPUT_TOKENS));
        written.put("total_tokens", usage.totalTokens());
        return written;
    }

    private static void putIfAny(ObjectNode details, String name, long amount) {
        if (amount > 0) {
            details.put(name, amount);
        }
    }

    private static long sum(Usage usage, Meter... meters) {
        long sum = 0;
        for (Meter meter : meters) {
            sum = Math.addExact(sum, usage.of(meter));
        }
        return sum;
    }

}
