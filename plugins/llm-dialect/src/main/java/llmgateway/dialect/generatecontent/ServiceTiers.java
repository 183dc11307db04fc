package llmgateway.dialect.generatecontent;

import java.util.Locale;
import java.util.Optional;

/** {@code ServiceTier}, by OpenAI's names and by Google's. */
final class ServiceTiers {

    private ServiceTiers() {
    }

    static Optional<String> ofGemini(String tier) {
        return switch (tier.toLowerCase(Locale.ROOT)) {
            case "unspecified", "service_tier_unspecified" -> Optional.empty();
            case "standard" -> Optional.of("default");
            default -> Optional.of(tier.toLowerCase(Locale.ROOT));
        };
    }

    /** Empty for the tiers that Google has not. */
    static Optional<String> forGemini(String tier) {
        return switch (tier) {
            case "default" -> Optional.of("standard");
            case "flex", "priority" -> Optional.of(tier);
            default -> Optional.empty();
        };
    }

}
