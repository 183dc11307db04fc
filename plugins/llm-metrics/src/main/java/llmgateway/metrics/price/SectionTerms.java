package llmgateway.metrics.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.price.Rates;

/**
 * What holds for all models of a section that do not say otherwise.
 *
 * @param fees charged for anything but tokens
 * @param tierFactors service tiers, and what rates of tokens are multiplied by there
 * @param source where prices were read
 * @param date when they were read there
 */
record SectionTerms(Rates fees, Map<String, BigDecimal> tierFactors, Optional<String> source,
        Optional<LocalDate> date) {

    static final SectionTerms NONE = new SectionTerms(new Rates(Map.of()), Map.of(), Optional.empty(),
            Optional.empty());

    SectionTerms {
        tierFactors = Map.copyOf(tierFactors);
    }

}
