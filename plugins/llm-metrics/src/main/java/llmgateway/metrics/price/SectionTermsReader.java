package llmgateway.metrics.price;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;

/** Reads what a section says of all its models. */
final class SectionTermsReader {

    /** The fields of a section besides its models. */
    static final Set<String> FIELDS = Set.of("source", "date", RateField.PER_THOUSAND_WEB_SEARCHES.field(),
            PriceReader.SERVICE_TIERS);

    private final Problems problems;

    SectionTermsReader(Problems problems) {
        this.problems = problems;
    }

    SectionTerms read(Fields section) {
        return new SectionTerms(RateReader.read(section), tierFactors(section), section.text("source"),
                EntryReader.date(section));
    }

    private Map<String, BigDecimal> tierFactors(Fields section) {
        Map<String, BigDecimal> factors = new HashMap<>();
        section.mapping(PriceReader.SERVICE_TIERS)
            .ifPresent((tiers) -> tiers.members().forEach((tier) -> tierFactor(section, tier, factors)));
        return factors;
    }

    private void tierFactor(Fields section, Node.Member tier, Map<String, BigDecimal> factors) {
        String path = Fields.join(section.path(PriceReader.SERVICE_TIERS), tier.name());
        Fields.ofNode(tier.value(), path, Set.of(RateChange.FIELD), this.problems).ifPresent((fields) -> {
            fields.require(RateChange.FIELD);
            RateChange.read(fields).ifPresent((factor) -> factors.put(tier.name(), factor));
        });
    }

}
