package llmgateway.core.price;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.money.Money;
import llmgateway.core.usage.Usage;

/**
 * What a model costs at a provider.
 *
 * @param standard for calls of no special service tier
 * @param serviceTiers by the provider's word, such as {@code priority}, {@code flex} or
 * {@code batch}; a tier that is missing costs as {@code standard}
 */
public record Price(Schedule standard, Map<String, Schedule> serviceTiers) {

    /** Costs nothing. */
    public static final Price FREE = of(new Rates(Map.of()));

    public Price {
        serviceTiers = Map.copyOf(serviceTiers);
    }

    public static Price of(Rates rates) {
        return new Price(new Schedule(List.of(new Step(0, rates))), Map.of());
    }

    public Money cost(Usage usage, Optional<String> serviceTier) {
        return schedule(serviceTier).cost(usage);
    }

    private Schedule schedule(Optional<String> serviceTier) {
        return serviceTier.map(this.serviceTiers::get).orElse(this.standard);
    }

    /**
     * Rates by the length of the input: all of a call is charged at the rates of one
     * step.
     *
     * @param steps in ascending order, the first above -1, that is for every call
     */
    public record Schedule(List<Step> steps) {

        public Schedule {
            steps = List.copyOf(steps);
            if (steps.isEmpty() || steps.getFirst().aboveInputTokens() != 0) {
                throw new IllegalArgumentException("a price has a step from 0 input tokens");
            }
            for (int i = 1; i < steps.size(); i++) {
                if (steps.get(i).aboveInputTokens() <= steps.get(i - 1).aboveInputTokens()) {
                    throw new IllegalArgumentException("the steps of a price ascend");
                }
            }
        }

        Money cost(Usage usage) {
            Rates rates = this.steps.getFirst().rates();
            long input = usage.inputTokens();
            for (Step step : this.steps) {
                if (input > step.aboveInputTokens()) {
                    rates = step.rates();
                }
            }
            return rates.cost(usage);
        }

    }

    /**
     * @param aboveInputTokens the rates hold for calls with more input tokens, cached
     * ones included; 0 for the first step, which holds for calls without input too
     */
    public record Step(long aboveInputTokens, Rates rates) {
    }

}
