package llmgateway.core.prompt;

import java.util.Optional;

/**
 * An image to be seen.
 *
 * @param detail as OpenAI names it: {@code low}, {@code high}, {@code auto}; empty where
 * not given
 * @param size in pixels, where the request holds the image and its header can be read
 */
public record PromptImage(Optional<String> detail, Optional<Pixels> size) {

    /**
     * @param width 1 or more
     * @param height 1 or more
     */
    public record Pixels(int width, int height) {
    }

}
