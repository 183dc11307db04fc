package llmgateway.metrics.price;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import llmgateway.core.price.Price.Schedule;
import llmgateway.core.price.Price.Step;
import llmgateway.core.price.Rates;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;

/** Reads the rates of a price or of one of its service tiers, with their steps. */
final class ScheduleReader {

    static final String LONG_CONTEXT = "long_context";

    private static final String ABOVE = "above_input_tokens";

    private static final Set<String> STEP_FIELDS = withRates(ABOVE);

    private static final Set<String> TIER_FIELDS = withRates(RateChange.FIELD, LONG_CONTEXT);

    private static final int MAX_TOKENS = 999_999_999;

    private final Problems problems;

    ScheduleReader(Problems problems) {
        this.problems = problems;
    }

    /** The steps of a price whose first rates are read already. */
    Schedule standard(Rates first, Fields fields) {
        return new Schedule(steps(first, fields));
    }

    /** One that stands in a standard schedule's place. */
    Optional<Schedule> tier(Schedule standard, Node node, String path) {
        return Fields.ofNode(node, path, TIER_FIELDS, this.problems).flatMap((fields) -> tier(standard, fields));
    }

    /** A standard schedule with other rates of tokens. */
    static Optional<Schedule> times(Schedule standard, BigDecimal factor, Fields fields) {
        try {
            return Optional.of(RateChange.times(standard, factor));
        }
        catch (ArithmeticException ex) {
            fields.problem("times " + factor + " makes a rate that is not whole in nano-dollars for a million tokens");
            return Optional.empty();
        }
    }

    private Optional<Schedule> tier(Schedule standard, Fields fields) {
        if (fields.find(RateChange.FIELD).isPresent()) {
            if (RateReader.any(fields, RateReader.FIELDS) || fields.find(LONG_CONTEXT).isPresent()) {
                fields.problem(RateChange.FIELD, "stands alone, without rates");
            }
            return RateChange.read(fields).flatMap((factor) -> times(standard, factor, fields));
        }
        Rates first = RateReader.readInPlaceOf(standard.steps().getFirst().rates(), fields);
        if (standard.steps().size() > 1 && fields.find(LONG_CONTEXT).isEmpty()) {
            fields.problem("must give long_context, as the standard price does; [] for none");
        }
        return Optional.of(new Schedule(steps(first, fields)));
    }

    private List<Step> steps(Rates first, Fields fields) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(0, first));
        int index = 0;
        for (Node item : fields.items(LONG_CONTEXT).orElse(List.of())) {
            String path = fields.path(LONG_CONTEXT + "[" + index++ + "]");
            Fields.ofNode(item, path, STEP_FIELDS, this.problems)
                .flatMap((step) -> step(first, step, steps.getLast().aboveInputTokens()))
                .ifPresent(steps::add);
        }
        return steps;
    }

    private static Optional<Step> step(Rates first, Fields fields, long earlier) {
        fields.require(ABOVE);
        Rates rates = RateReader.readInPlaceOf(first, fields);
        Optional<Integer> above = fields.wholeNumber(ABOVE, 1, MAX_TOKENS);
        if (above.isPresent() && above.get() <= earlier) {
            fields.problem(ABOVE, "must be more than the step before has");
            return Optional.empty();
        }
        return above.map((tokens) -> new Step(tokens, rates));
    }

    private static Set<String> withRates(String... names) {
        return Stream.concat(RateReader.FIELDS.stream(), Stream.of(names)).collect(Collectors.toUnmodifiableSet());
    }

}
