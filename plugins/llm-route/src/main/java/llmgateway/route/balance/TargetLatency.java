package llmgateway.route.balance;

import java.time.Duration;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Attempted;
import llmgateway.core.upstream.Target;

/**
 * How long targets take to their first token: a moving average that follows a rise at
 * once and forgets with time, so that a target that was slow is tried again (the
 * peak-sensitive EWMA of Finagle's load balancers, Twitter, 2016). Thread-safe.
 */
public final class TargetLatency implements AttemptListener {

    private static final int MOST_TARGETS = 10_000;

    /** After so long without a call some 37 % of an average are left. */
    private static final double DECAY_NANOS = Duration.ofSeconds(30).toNanos();

    private final Cache<Target, Average> averages = Caffeine.newBuilder().maximumSize(MOST_TARGETS).build();

    private final LongSupplier nanoTime;

    /**
     * @param nanoTime the clock, such as {@link System#nanoTime}
     */
    public TargetLatency(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void attemptEnded(Attempted attempted, AttemptEnd end) {
        end.firstToken()
            .ifPresent((took) -> this.averages.asMap()
                .compute(attempted.target(), (target, before) -> (end.outcome() instanceof AttemptOutcome.HedgeLost)
                        ? Average.atLeast(before, took, now()) : Average.after(before, took, now())));
    }

    /** In nanoseconds; 0 for a target of which nothing is known. */
    public double of(Target target) {
        Average average = this.averages.getIfPresent(target);
        return (average == null) ? 0 : average.at(now());
    }

    private long now() {
        return this.nanoTime.getAsLong();
    }

    private record Average(double nanos, long at) {

        static Average after(@Nullable Average before, Duration took, long now) {
            double sample = took.toNanos();
            if (before == null || sample >= before.at(now)) {
                return new Average(sample, now);
            }
            double kept = before.kept(now);
            return new Average(before.nanos * kept + sample * (1 - kept), now);
        }

        /** Of a sample that was broken off. */
        static Average atLeast(@Nullable Average before, Duration took, long now) {
            return (before != null && before.at(now) > took.toNanos()) ? before : after(before, took, now);
        }

        double at(long now) {
            return this.nanos * kept(now);
        }

        private double kept(long now) {
            return Math.exp(-Math.max(0, now - this.at) / DECAY_NANOS);
        }

    }

}
