package llmgateway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import llmgateway.bench.stream.StreamBenchmark;

/** Runs what it is asked to on a Redis of its own, and prints tables in Markdown. */
public final class Benchmarks {

    private static final List<String> NAMES = List.of("admission", "estimate", "report", "streams");

    private Benchmarks() {
    }

    /**
     * @param arguments one of {@code admission}, {@code estimate}, {@code report},
     * {@code streams} and {@code all}
     */
    public static void main(String... arguments) throws IOException {
        String asked = (arguments.length == 1) ? arguments[0] : "";
        if (!asked.equals("all") && !NAMES.contains(asked)) {
            System.err.println("One of " + String.join(", ", NAMES) + " and all");
            System.exit(2);
        }
        Set<String> names = asked.equals("all") ? Set.copyOf(NAMES) : Set.of(asked);
        try (BenchRedis redis = BenchRedis.start(); Gateway gateway = Gateway.on(redis)) {
            PrintStream out = System.out;
            printMachine(redis, out);
            if (names.contains("estimate")) {
                new EstimateBenchmark(out).run();
            }
            if (names.contains("report")) {
                new ReportBenchmark(redis, gateway, out).run();
            }
            if (names.contains("admission")) {
                new AdmissionBenchmark(redis, gateway, out).run();
            }
            if (names.contains("streams")) {
                new StreamBenchmark(redis.address(), out).run();
            }
        }
    }

    private static void printMachine(BenchRedis redis, PrintStream out) {
        out.printf(
                "%s, %d cores, load average %.1f before the run; JDK %s, heap %d MB at most; Redis %s on the same"
                        + " machine, nothing on disk%n",
                LocalDate.now(ZoneOffset.UTC), Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), Runtime.version(),
                Runtime.getRuntime().maxMemory() >> 20, redis.version());
    }

}
