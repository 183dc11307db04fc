package llmgateway.budget.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.money.Money;
import llmgateway.core.price.Price;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/** Puts amounts on the dearest of the meters that a provider may bill them by. */
final class MeterChoice {

    /** Keeps every sum and product of hostile calls within a long: nobody pays for it. */
    private static final long MOST = 1_000_000_000_000L;

    private static final List<Meter> OUTPUT = List.of(Meter.OUTPUT_TOKENS, Meter.REASONING_TOKENS,
            Meter.AUDIO_OUTPUT_TOKENS, Meter.IMAGE_OUTPUT_TOKENS);

    private final Price price;

    private final Optional<String> serviceTier;

    private final boolean cached;

    private final boolean cachedForAnHour;

    MeterChoice(Price price, Optional<String> serviceTier, InputEstimate input) {
        this.price = price;
        this.serviceTier = serviceTier;
        this.cached = input.isCached();
        this.cachedForAnHour = input.isCachedForAnHour();
    }

    /** Input that is text, or, by the further meter, something else. */
    Usage input(long tokens, Meter... also) {
        List<Meter> meters = new ArrayList<>();
        meters.add(Meter.INPUT_TOKENS);
        if (this.cached) {
            meters.add(Meter.CACHE_WRITE_TOKENS);
        }
        if (this.cachedForAnHour) {
            meters.add(Meter.CACHE_WRITE_1H_TOKENS);
        }
        meters.addAll(List.of(also));
        return dearest(tokens, meters);
    }

    Usage output(long tokens) {
        return dearest(tokens, OUTPUT);
    }

    static Usage of(Meter meter, long amount) {
        return Usage.of(meter, Math.min(MOST, amount));
    }

    /** Of meters that cost the same, the first. */
    private Usage dearest(long tokens, List<Meter> meters) {
        Usage dearest = of(meters.getFirst(), tokens);
        for (Meter meter : meters) {
            Usage other = of(meter, tokens);
            if (cost(other).isMoreThan(cost(dearest))) {
                dearest = other;
            }
        }
        return dearest;
    }

    private Money cost(Usage usage) {
        return this.price.cost(usage, this.serviceTier);
    }

}
