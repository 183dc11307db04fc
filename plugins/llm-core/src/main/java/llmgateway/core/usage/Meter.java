package llmgateway.core.usage;

import java.util.Optional;

/**
 * What a provider counts and bills. No two meters count the same thing: cached tokens are
 * no part of {@link #INPUT_TOKENS}, reasoning is none of {@link #OUTPUT_TOKENS}.
 */
public enum Meter {

    /** Input that came from no cache and went to none; text unless another meter fits. */
    INPUT_TOKENS(Side.INPUT),

    /** Input read from the provider's prompt cache. */
    CACHED_INPUT_TOKENS(Side.INPUT, INPUT_TOKENS),

    /** Input written to the prompt cache, kept five minutes or as long as is usual. */
    CACHE_WRITE_TOKENS(Side.INPUT, INPUT_TOKENS),

    /** Input written to the prompt cache for an hour. */
    CACHE_WRITE_1H_TOKENS(Side.INPUT, CACHE_WRITE_TOKENS),

    AUDIO_INPUT_TOKENS(Side.INPUT, INPUT_TOKENS), CACHED_AUDIO_INPUT_TOKENS(Side.INPUT, AUDIO_INPUT_TOKENS),
    IMAGE_INPUT_TOKENS(Side.INPUT, INPUT_TOKENS), CACHED_IMAGE_INPUT_TOKENS(Side.INPUT, IMAGE_INPUT_TOKENS),

    /** Output that the client sees as text; tool calls included. */
    OUTPUT_TOKENS(Side.OUTPUT),

    /** Output that the model keeps to itself. */
    REASONING_TOKENS(Side.OUTPUT, OUTPUT_TOKENS),

    AUDIO_OUTPUT_TOKENS(Side.OUTPUT, OUTPUT_TOKENS), IMAGE_OUTPUT_TOKENS(Side.OUTPUT, OUTPUT_TOKENS),

    /** Requests, for what is billed by the request. */
    REQUESTS(Side.NEITHER),

    /** Images made. */
    IMAGES(Side.NEITHER),

    /** Seconds of audio heard. */
    AUDIO_INPUT_SECONDS(Side.NEITHER),

    /** Characters of text to speak. */
    SPEECH_CHARACTERS(Side.NEITHER),

    /** Searches of the web that the provider made for the call. */
    WEB_SEARCHES(Side.NEITHER),

    /** Searches of a rerank model. */
    RERANK_SEARCHES(Side.NEITHER);

    private final Side side;

    private final Optional<Meter> pricedLike;

    Meter(Side side) {
        this.side = side;
        this.pricedLike = Optional.empty();
    }

    Meter(Side side, Meter pricedLike) {
        this.side = side;
        this.pricedLike = Optional.of(pricedLike);
    }

    /** Whether it counts input tokens. */
    public boolean isInputTokens() {
        return this.side == Side.INPUT;
    }

    /** Whether it counts output tokens. */
    public boolean isOutputTokens() {
        return this.side == Side.OUTPUT;
    }

    /** The meter whose rate holds where a price names none for this one. */
    public Optional<Meter> pricedLike() {
        return this.pricedLike;
    }

    private enum Side {

        INPUT, OUTPUT, NEITHER

    }

}
