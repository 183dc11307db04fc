package llmgateway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;

import llmgateway.bench.load.Latencies;
import llmgateway.bench.load.Load;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.Settlements;
import llmgateway.metrics.report.Reports;
import llmgateway.metrics.report.UnusableParameter;

/**
 * Reports of many calls, as {@code GET /usage} answers them from the sums kept in Redis.
 */
final class ReportBenchmark {

    private static final int CALLS = 100_000;

    private static final int CONSUMERS = 1_000;

    private static final List<String> MODELS = List.of("gpt-4o", "gpt-4o-mini", "claude-sonnet-4");

    private static final int FILLING_THREADS = 64;

    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private static final Duration MEASURED = Duration.ofSeconds(5);

    private final BenchRedis redis;

    private final Settlements settlements;

    private final Reports reports;

    private final PrintStream out;

    ReportBenchmark(BenchRedis redis, Gateway gateway, PrintStream out) {
        this.redis = redis;
        this.settlements = gateway.settlements();
        this.reports = new Reports(gateway.usageBook(), InstantSource.system());
        this.out = out;
    }

    void run() {
        long before = this.redis.memory();
        Latencies filling = fill();
        long added = this.redis.memory() - before;
        this.out.printf("%nReports: %,d calls of %,d consumers and %d models, settled at %,.0f a second on %d threads"
                + " (opened and settled);%nledger, sums and remembered tickets take %,d MB in Redis, %,d bytes a"
                + " call.%n%n", CALLS, CONSUMERS, MODELS.size(), filling.perSecond(), FILLING_THREADS, added >> 20,
                added / CALLS);
        this.out.println("| report | size KB | p50 ms | p99 ms | heap allocated KB |");
        this.out.println("| --- | --: | --: | --: | --: |");
        measure("total of 30 days", Map.of());
        measure("by consumer", Map.of("group_by", List.of("consumer")));
        measure("by consumer, model and day", Map.of("group_by", List.of("consumer,model,day")));
        measure("by hour", Map.of("group_by", List.of("hour")));
    }

    private Latencies fill() {
        RandomGenerator random = new SplittableRandom(20261124);
        Queue<AdmittedCall> calls = new ConcurrentLinkedQueue<>(IntStream.range(0, CALLS)
            .mapToObj((i) -> Calls.admitted(Calls.by("consumer-" + random.nextInt(CONSUMERS),
                    MODELS.get(random.nextInt(MODELS.size())), random)))
            .toList());
        return new Load(FILLING_THREADS).drain(calls, (call) -> {
            this.settlements.open(call);
            this.settlements.settle(Calls.settlementOf(call));
        });
    }

    private void measure(String name, Map<String, List<String>> parameters) {
        Load load = new Load(1);
        load.during(WARM_UP, (random) -> report(parameters));
        Latencies latencies = load.during(MEASURED, (random) -> report(parameters));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int size = report(parameters);
        this.out.printf("| %s | %,d | %.1f | %.1f | %,d |%n", name, size >> 10, latencies.percentile(50),
                latencies.percentile(99), threads.getCurrentThreadAllocatedBytes() - before >> 10);
    }

    /** Its length. */
    private int report(Map<String, List<String>> parameters) {
        StringWriter text = new StringWriter();
        try {
            switch (this.reports.usage(parameters)) {
                case Reports.Answer.Ready ready -> ready.body().write(text);
                case Reports.Answer.Away() -> throw new IllegalStateException("Redis did not answer");
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (UnusableParameter ex) {
            throw new IllegalStateException(ex);
        }
        return text.getBuffer().length();
    }

}
