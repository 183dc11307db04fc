package llmgateway.dialect.format;

/**
 * In what providers of OpenAI's Chat Completions differ.
 *
 * @param outputLimitField {@code max_completion_tokens} or {@code max_tokens}
 * @param streamUsageAsked whether a stream tells its usage only if
 * {@code stream_options.include_usage} asks for it
 */
public record ChatVariant(String outputLimitField, boolean streamUsageAsked) {

    /** As OpenAI itself has it. */
    public static final ChatVariant USUAL = new ChatVariant("max_completion_tokens", true);

}
