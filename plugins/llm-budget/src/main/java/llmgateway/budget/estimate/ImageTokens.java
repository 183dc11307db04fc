package llmgateway.budget.estimate;

import java.util.Optional;
import java.util.regex.Pattern;

import llmgateway.core.prompt.PromptImage;
import llmgateway.core.prompt.PromptImage.Pixels;

/**
 * What an image to be seen counts as, by the providers' rules: OpenAI, Images and vision;
 * Anthropic, Vision (both September 2026). An image of unknown size has the most that the
 * rule allows.
 */
enum ImageTokens {

    /** GPT-4o, GPT-4.1, GPT-5, o1 and o3; some of them count less a tile. */
    OPENAI_TILES {
        @Override
        long of(PromptImage image) {
            return tiles(image, 85, 170);
        }
    },

    /** gpt-4o-mini. */
    OPENAI_MINI_TILES {
        @Override
        long of(PromptImage image) {
            return tiles(image, 2833, 5667);
        }
    },

    /**
     * Their smaller models: up to 1,536 patches of 32 pixels, 2.46 tokens each in the
     * dearest (gpt-4.1-nano, gpt-5-nano).
     */
    OPENAI_PATCHES {
        @Override
        long of(PromptImage image) {
            long patches = image.size().map((size) -> Math.min(1536, patches(size, 32))).orElse(1536L);
            return (long) Math.ceil(patches * 2.46);
        }
    },

    /**
     * GPT-5.1 and newer: as large as they are, up to 30,000 patches of 1.2 tokens, or the
     * smaller ones and the older ones among them as above.
     */
    OPENAI_NEWER {
        @Override
        long of(PromptImage image) {
            if (image.size().isEmpty()) {
                return MOST_OF_NEWER;
            }
            long large = (long) Math.ceil(Math.min(30_000, patches(image.size().get(), 32)) * 1.2);
            PromptImage whole = new PromptImage(Optional.empty(), image.size());
            return Math.max(large, Math.max(OPENAI_PATCHES.of(whole), OPENAI_TILES.of(whole)));
        }
    },

    /** Claude 4.6 and older: up to 1,568 patches of 28 pixels. */
    CLAUDE_STANDARD {
        @Override
        long of(PromptImage image) {
            return image.size().map((size) -> Math.min(1568, patches(size, 28))).orElse(1568L);
        }
    },

    /** Claude 4.7 and newer: up to 4,784. */
    CLAUDE_HIGH_RESOLUTION {
        @Override
        long of(PromptImage image) {
            return image.size().map((size) -> Math.min(4784, patches(size, 28))).orElse(4784L);
        }
    },

    /**
     * gpt-image-1 and its kin, as input: tiles of a short side of 512 pixels, and up to
     * 6,240 more in high fidelity.
     */
    OPENAI_IMAGE_MODEL {
        @Override
        long of(PromptImage image) {
            return 65 + 4 * 129 + 6240;
        }
    },

    /**
     * Any other: the most that any of them counts but gpt-4o-mini. Qwen's models have up
     * to 16,384 patches of 28 pixels, Pixtral 4,160 of 16 pixels and row ends; capped
     * patches go up to 6,144 of 2.46 tokens.
     */
    ANY {
        @Override
        long of(PromptImage image) {
            if (image.size().isEmpty()) {
                return MOST_OF_NEWER;
            }
            Pixels size = image.size().get();
            long most = Math.max(OPENAI_NEWER.of(image), (long) Math.ceil(Math.min(6144, patches(size, 32)) * 2.46));
            most = Math.max(most, Math.min(16_384, patches(size, 28)));
            return Math.max(most, Math.min(4160, patches(size, 16) + 64));
        }
    };

    private static final long MOST_OF_NEWER = 36_000;

    private static final Pattern MINI_TILES = Pattern.compile("gpt-4o-mini");

    private static final Pattern PATCHES = Pattern.compile("gpt-4\\.1-(mini|nano)|gpt-5-(mini|nano)|o4-mini");

    private static final Pattern TILES = Pattern
        .compile("gpt-4o|gpt-4\\.1|gpt-4\\.5|gpt-4-turbo|gpt-4-vision|(^|[./])o[13](-|$)|gpt-5(-20|-chat|$)");

    private static final Pattern NEWER = Pattern.compile("gpt-5\\.|gpt-[6-9]");

    private static final Pattern CLAUDE = Pattern.compile("claude");

    private static final Pattern CLAUDE_OLD = Pattern
        .compile("claude-3|claude-(opus|sonnet|haiku)-4([-.][0-6](?!\\d)|(?![-.]\\d(?!\\d)))");

    private static final Pattern IMAGE_MODEL = Pattern.compile("gpt-image-1");

    /**
     * What images count as for a model of that name; empty where the name tells nothing.
     */
    static Optional<ImageTokens> ofModel(String name) {
        if (IMAGE_MODEL.matcher(name).find()) {
            return Optional.of(OPENAI_IMAGE_MODEL);
        }
        if (MINI_TILES.matcher(name).find()) {
            return Optional.of(OPENAI_MINI_TILES);
        }
        if (PATCHES.matcher(name).find()) {
            return Optional.of(OPENAI_PATCHES);
        }
        if (TILES.matcher(name).find()) {
            return Optional.of(OPENAI_TILES);
        }
        if (NEWER.matcher(name).find()) {
            return Optional.of(OPENAI_NEWER);
        }
        if (CLAUDE_OLD.matcher(name).find()) {
            return Optional.of(CLAUDE_STANDARD);
        }
        return CLAUDE.matcher(name).find() ? Optional.of(CLAUDE_HIGH_RESOLUTION) : Optional.empty();
    }

    abstract long of(PromptImage image);

    /**
     * Scaled to fit 2048 pixels square, then to a short side of 768: two tiles of 512 by
     * as many as the long side takes, which is 4 at most.
     */
    private static long tiles(PromptImage image, long base, long tile) {
        if (image.detail().filter("low"::equals).isPresent()) {
            return base;
        }
        long across = image.size().map(ImageTokens::tilesAcross).orElse(4L);
        return base + tile * 2 * across;
    }

    private static long tilesAcross(Pixels size) {
        double ratio = (double) Math.max(size.width(), size.height()) / Math.min(size.width(), size.height());
        return Math.min(4, (long) Math.ceil(1.5 * ratio));
    }

    private static long patches(Pixels size, int side) {
        return Math.ceilDiv(size.width(), side) * (long) Math.ceilDiv(size.height(), side);
    }

}
