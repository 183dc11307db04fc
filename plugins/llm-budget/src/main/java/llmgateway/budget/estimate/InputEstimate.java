package llmgateway.budget.estimate;

import llmgateway.core.call.Dialect;
import llmgateway.core.prompt.PromptImage;
import llmgateway.core.prompt.PromptVisitor;

/**
 * Adds up a prompt as it is told; used once. The allowances are above OpenAI's documented
 * ones (Cookbook, How to count tokens with tiktoken: 3 a message, 1 a name, 3 for the
 * answer's start, 22 a tool) and above what the chat templates of open models add.
 */
final class InputEstimate implements PromptVisitor {

    /** A role's markers: 6 in OpenAI's harmony format, 5 in Llama 3's and Qwen's. */
    private static final long TURN = 8;

    /** Texts that a template joins can part otherwise where they meet. */
    private static final long TEXT = 2;

    private static final long TOOL = 24;

    /**
     * What a template adds of itself: up to about 100 tokens of system message (gpt-oss,
     * harmony format).
     */
    private static final long TEMPLATE = 128;

    /**
     * The longest system prompt that tools add at Anthropic, for Claude Opus 4.7 (Tool
     * use, November 2026).
     */
    private static final long ANTHROPIC_TOOLS = 804;

    private static final long IMAGE = 8;

    /** Gemini counts 32 a second, OpenAI 10 (their audio guides, November 2026). */
    static final long AUDIO_PER_SECOND = 32;

    /**
     * Anthropic, PDF support (November 2026): up to 3,000 tokens of text a page beside
     * its image, and no more than 600 pages. Pages are not counted but bounded by the
     * size.
     */
    private static final long PAGE = 3000 + 4784;

    private static final long BYTES_PER_PAGE = 1000;

    private static final long MOST_PAGES = 600;

    private final BoundedCount texts;

    private final ImageTokens imageRule;

    private final Dialect dialect;

    private final long audioBytesPerSecond;

    private long tokens;

    private long imageTokens;

    private long audioSeconds;

    private long turns;

    private long lastTurnFrom;

    private long tools;

    private long elsewhere;

    private long providerTools;

    private long images;

    private long spokenCharacters;

    private boolean cached;

    private boolean cachedForAnHour;

    InputEstimate(BoundedCount texts, ImageTokens imageRule, Dialect dialect, long audioBytesPerSecond) {
        this.texts = texts;
        this.imageRule = imageRule;
        this.dialect = dialect;
        this.audioBytesPerSecond = audioBytesPerSecond;
    }

    @Override
    public void turn() {
        this.turns++;
        this.lastTurnFrom = this.tokens;
        this.tokens += TURN;
    }

    @Override
    public void tool() {
        this.tools++;
        this.tokens += TOOL;
    }

    @Override
    public void text(String text) {
        this.tokens += this.texts.count(text) + TEXT;
    }

    @Override
    public void tokens(long count) {
        this.tokens += count;
    }

    @Override
    public void image(PromptImage image) {
        this.imageTokens += this.imageRule.of(image) + IMAGE;
    }

    @Override
    public void audio(long bytes) {
        this.audioSeconds += Math.ceilDiv(bytes, this.audioBytesPerSecond) + 1;
    }

    @Override
    public void document(long bytes) {
        this.tokens += PAGE * Math.min(MOST_PAGES, bytes / BYTES_PER_PAGE + 1);
    }

    @Override
    public void elsewhere() {
        this.elsewhere++;
    }

    @Override
    public void cacheMark(boolean forAnHour) {
        this.cached = true;
        this.cachedForAnHour |= forAnHour;
    }

    @Override
    public void imagesToMake(int count) {
        this.images += count;
    }

    @Override
    public void textToSpeak(String text) {
        this.spokenCharacters += text.length();
        text(text);
    }

    @Override
    public void providerTool() {
        this.providerTools++;
    }

    /** Tokens of everything but images and audio, without a chat's template. */
    long plainTokens() {
        return this.tokens;
    }

    /** Tokens of everything but images and audio, as a chat. */
    long chatTokens() {
        boolean toolPrompt = this.tools > 0 && this.dialect == Dialect.ANTHROPIC;
        return this.tokens + TEMPLATE + (toolPrompt ? ANTHROPIC_TOOLS : 0);
    }

    long imageTokens() {
        return this.imageTokens;
    }

    long audioTokens() {
        return this.audioSeconds * AUDIO_PER_SECOND;
    }

    long audioSeconds() {
        return this.audioSeconds;
    }

    /** Messages, items, or of some endpoints inputs. */
    long turns() {
        return this.turns;
    }

    /** Tokens since the last turn began. */
    long lastTurnTokens() {
        return this.tokens - this.lastTurnFrom;
    }

    boolean isElsewhere() {
        return this.elsewhere > 0;
    }

    long providerTools() {
        return this.providerTools;
    }

    long imagesToMake() {
        return this.images;
    }

    long spokenCharacters() {
        return this.spokenCharacters;
    }

    boolean isCached() {
        return this.cached;
    }

    boolean isCachedForAnHour() {
        return this.cachedForAnHour;
    }

}
