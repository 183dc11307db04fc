package llmgateway.core.price;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a model at a provider that matters for money.
 *
 * @param price what it costs
 * @param priced where the price comes from
 * @param contextWindow the most tokens, input and output, that a call can have
 * @param maxOutputTokens the most output tokens that a call can have
 * @param tokenizer the tokenizer's name, such as {@code o200k_base}, where it is public
 */
public record ModelTerms(Price price, Priced priced, OptionalLong contextWindow, OptionalLong maxOutputTokens,
        Optional<String> tokenizer) {

    /** Where a price comes from. */
    public enum Priced {

        /** The price list. */
        LISTED,

        /** The operator's default for models that the list lacks. */
        BY_DEFAULT

    }

}
