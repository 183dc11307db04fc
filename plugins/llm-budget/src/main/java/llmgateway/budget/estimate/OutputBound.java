package llmgateway.budget.estimate;

import java.util.OptionalLong;

import llmgateway.core.call.Call;
import llmgateway.core.call.Routed;
import llmgateway.core.price.ModelTerms;

/**
 * How much a call can make a model put out. Reasoning is inside the limits (OpenAI,
 * Reasoning models; Anthropic, Extended thinking; November 2026), and so is a prediction
 * that was rejected (OpenAI, Predicted outputs).
 */
final class OutputBound {

    /**
     * OpenAI's speech costs about 21 tokens a second (gpt-4o-mini-tts: 12 USD a million
     * tokens, about 0.015 USD a minute; Pricing, November 2026). A character takes a
     * fifteenth of a second in English and a quarter in Chinese, and up to four times as
     * long at a speed of 0.25.
     */
    private static final long TOKENS_PER_CHARACTER = 21;

    /** Fast speech in a script of several tokens a syllable. */
    private static final long TOKENS_PER_SECOND = 20;

    /**
     * gpt-image-1: 6,240 tokens in high quality, 100 for each of three partial images
     * (Image generation, September 2026), the rest for text of gpt-image-1.5.
     */
    private static final long IMAGE_1 = 8_000;

    /**
     * gpt-image-2 and newer make images of 3840 by 2160 pixels, which is 5.3 times the
     * area.
     */
    private static final long IMAGE = 36_000;

    private final Call call;

    private final ModelTerms terms;

    private final EstimateSettings settings;

    OutputBound(Call call, ModelTerms terms, EstimateSettings settings) {
        this.call = call;
        this.terms = terms;
        this.settings = settings;
    }

    /**
     * @param prompts 1 or more, each answered on its own
     */
    long ofPrompts(long prompts) {
        return answer() * this.call.choices() * prompts;
    }

    long ofSpeech(long characters) {
        return withinModel(characters * TOKENS_PER_CHARACTER);
    }

    long ofTranscript(long seconds) {
        return withinModel(seconds * TOKENS_PER_SECOND);
    }

    long ofImages(long images, Routed routed) {
        String model = routed.target().model().name();
        if (model.contains("dall-e")) {
            // Billed by the image alone.
            return 0;
        }
        boolean first = ImageTokens.ofModel(model).filter(ImageTokens.OPENAI_IMAGE_MODEL::equals).isPresent();
        return Math.min(images, Integer.MAX_VALUE) * (first ? IMAGE_1 : IMAGE);
    }

    /** A limit of 0 is none: what servers make of it differs. */
    private long answer() {
        OptionalLong window = this.terms.contextWindow();
        long limit = this.call.outputLimit().orElse(0);
        long most = this.terms.maxOutputTokens()
            .orElse((limit > 0) ? window.orElse(this.settings.contextWindow()) : this.settings.maxOutputTokens());
        long answer = (limit > 0) ? Math.min(limit, most) : most;
        return window.isPresent() ? Math.min(answer, window.getAsLong()) : answer;
    }

    private long withinModel(long tokens) {
        return this.terms.maxOutputTokens().isPresent() ? Math.min(tokens, this.terms.maxOutputTokens().getAsLong())
                : tokens;
    }

}
