package llmgateway.budget.estimate;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import llmgateway.budget.estimate.EstimateSettings.UnknownTokenizer;

/**
 * Finds how a model's text is counted. Loads a vocabulary when it is first asked for, but
 * the usual two at once, which takes about a second. Thread-safe.
 */
final class Tokenizers {

    private final Map<EncodingType, TextTokens> known = new EnumMap<>(EncodingType.class);

    private final TextTokens unknown;

    Tokenizers(UnknownTokenizer unknownTokenizer) {
        EncodingRegistry registry = Encodings.newLazyEncodingRegistry();
        for (EncodingType type : EncodingType.values()) {
            this.known.put(type, (text) -> new PublicTokenizer(registry.getEncoding(type)).count(text));
        }
        registry.getEncoding(EncodingType.O200K_BASE);
        registry.getEncoding(EncodingType.CL100K_BASE);
        this.unknown = switch (unknownTokenizer) {
            case BYTES -> TextTokens.BYTES;
            case CALIBRATED -> new CalibratedTokens(new PublicTokenizer(registry.getEncoding(EncodingType.O200K_BASE)));
        };
    }

    /**
     * @param name as in {@link llmgateway.core.price.ModelTerms}
     */
    TextTokens named(Optional<String> name) {
        return name.flatMap(Tokenizers::type).map(this.known::get).orElse(this.unknown);
    }

    private static Optional<EncodingType> type(String name) {
        return switch (name) {
            // gpt-oss: the same vocabulary with more special tokens.
            case "o200k_base", "o200k_harmony" -> Optional.of(EncodingType.O200K_BASE);
            case "cl100k_base" -> Optional.of(EncodingType.CL100K_BASE);
            case "p50k_base" -> Optional.of(EncodingType.P50K_BASE);
            case "r50k_base", "gpt2" -> Optional.of(EncodingType.R50K_BASE);
            default -> Optional.empty();
        };
    }

}
