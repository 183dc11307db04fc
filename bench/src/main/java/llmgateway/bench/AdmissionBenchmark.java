package llmgateway.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

import llmgateway.bench.load.Latencies;
import llmgateway.bench.load.Load;
import llmgateway.budget.admission.Admittance;
import llmgateway.budget.admission.Admitter;
import llmgateway.budget.limit.LimitSettings;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.Settlements;

/**
 * Admissions and settlements against plain Bucket4j buckets. Both take turns, round by
 * round, so that what else the machine does meets both.
 */
final class AdmissionBenchmark {

    private static final int ROUNDS = 3;

    private static final Duration ROUND = Duration.ofMillis(1500);

    private static final List<Integer> THREADS = List.of(1, 64);

    private static final String MODEL = "gpt-4o";

    private final BenchRedis redis;

    private final Admitter admitter;

    private final Settlements settlements;

    private final PlainBuckets plain;

    private final PrintStream out;

    AdmissionBenchmark(BenchRedis redis, Gateway gateway, PrintStream out) {
        this.redis = redis;
        this.admitter = gateway.admitter();
        this.settlements = gateway.settlements();
        this.plain = new PlainBuckets(redis.client());
        this.out = out;
    }

    void run() {
        this.out.printf("%nAdmissions: one admission takes of all limits or of none, and holds its worst case;"
                + " plain: the same limits%nas Bucket4j buckets, one after the other. %d rounds of %d ms each after one"
                + " to warm up.%n%n", ROUNDS, ROUND.toMillis());
        this.out.println("| limits | keys | threads | admissions/plain | admissions/s | p50 ms | p99 ms | requests to"
                + " Redis | plain/s | p50 ms | p99 ms | requests to Redis | settlements/s | p50 ms | p99 ms |");
        this.out.println("| --: | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
        for (LimitSet limits : List.of(LimitSet.ONE, LimitSet.THREE, LimitSet.SEVEN)) {
            for (Keys keys : Keys.values()) {
                for (int threads : THREADS) {
                    compare(limits, keys, threads);
                }
            }
        }
    }

    private void compare(LimitSet limits, Keys keys, int threads) {
        Load load = new Load(threads);
        LimitSettings settings = limits.settings();
        Queue<AdmittedCall> open = new ConcurrentLinkedQueue<>();
        Series admissions = new Series();
        Series plainTakes = new Series();
        Series settled = new Series();
        for (int round = 0; round <= ROUNDS; round++) {
            boolean counts = round > 0;
            admissions.add(counts, () -> load.during(ROUND, (random) -> open.add(admit(keys, settings, random))));
            settled.add(counts, () -> load.drain(open, this::settle));
            plainTakes.add(counts, () -> load.during(ROUND, (random) -> takePlainly(limits, keys, random)));
        }
        this.out.printf("| %d | %s | %d | **%.1f** |%s%s%s%n", limits.size(), keys.word, threads,
                admissions.latencies.perSecond() / plainTakes.latencies.perSecond(), admissions.row(), plainTakes.row(),
                settled.rowWithoutRequests());
    }

    private AdmittedCall admit(Keys keys, LimitSettings settings, RandomGenerator random) {
        return switch (this.admitter.admit(Calls.by(keys.consumer(random), MODEL, random), settings)) {
            case Admittance.Admitted admitted -> admitted.call();
            case Admittance.Refused refused -> throw new IllegalStateException("refused by " + refused.limit());
        };
    }

    private void settle(AdmittedCall call) {
        Settlements.Settling settling = this.settlements.settle(Calls.settlementOf(call));
        if (settling != Settlements.Settling.SETTLED) {
            throw new IllegalStateException("not settled: " + settling);
        }
    }

    private void takePlainly(LimitSet limits, Keys keys, RandomGenerator random) {
        if (!this.plain.take(limits, keys.consumer(random))) {
            throw new IllegalStateException("refused by a plain bucket");
        }
    }

    /** Whose calls they are. */
    private enum Keys {

        COLD("cold", 10_000), HOT("hot", 1);

        private final String word;

        private final int consumers;

        Keys(String word, int consumers) {
            this.word = word;
            this.consumers = consumers;
        }

        String consumer(RandomGenerator random) {
            return this.word + random.nextInt(this.consumers);
        }

    }

    /** The rounds of one kind that count. */
    private final class Series {

        private Latencies latencies = Latencies.NONE;

        private long requests;

        void add(boolean counts, Round round) {
            long before = AdmissionBenchmark.this.redis.requestsRead();
            Latencies measured = round.run();
            if (counts) {
                // Asking how many there were was one itself.
                this.requests += AdmissionBenchmark.this.redis.requestsRead() - before - 1;
                this.latencies = this.latencies.plus(measured);
            }
        }

        String row() {
            return rowWithoutRequests() + " %.1f |".formatted((double) this.requests / this.latencies.count());
        }

        String rowWithoutRequests() {
            return " %,.0f | %.2f | %.2f |".formatted(this.latencies.perSecond(), this.latencies.percentile(50),
                    this.latencies.percentile(99));
        }

    }

    /** One round. */
    @FunctionalInterface
    private interface Round {

        Latencies run();

    }

}
