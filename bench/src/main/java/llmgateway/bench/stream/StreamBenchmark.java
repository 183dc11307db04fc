package llmgateway.bench.stream;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import llmgateway.bench.load.Latencies;

/**
 * Times the tokens of many streams at once, without the gateway and through it, in rounds
 * that take turns.
 */
public final class StreamBenchmark {

    private static final int STREAMS = 200;

    private static final int WORDS = 80;

    private static final Duration BETWEEN_WORDS = Duration.ofMillis(50);

    private static final Duration STREAM_LENGTH = BETWEEN_WORDS.multipliedBy(WORDS);

    private static final Duration WARM_UP = Duration.ofSeconds(8);

    private static final Duration MEASURED = Duration.ofSeconds(10);

    private static final int ROUNDS = 3;

    private final String redis;

    private final PrintStream out;

    /**
     * @param redis its address
     */
    public StreamBenchmark(String redis, PrintStream out) {
        this.redis = redis;
        this.out = out;
    }

    public void run() throws IOException {
        Path directory = Files.createTempDirectory("llm-bench");
        int port = ChildJvm.freePort();
        try (ChildJvm simulator = ChildJvm.start(Jars.simulator(), List.of("-Xmx512m"),
                List.of("--port", Integer.toString(port)), port, directory.resolve("simulator.log"))) {
            URI provider = ChildJvm.loopback(port);
            times(directory, provider);
            new StreamMemory(this.redis, this.out).run(directory, provider);
        }
        finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted((a, b) -> b.compareTo(a)).forEach((file) -> file.toFile().delete());
            }
        }
    }

    private void times(Path directory, URI provider) {
        String model = "sim-fault-words=" + WORDS + ",chunk-delay=" + BETWEEN_WORDS.toMillis();
        try (StreamGateway gateway = StreamGateway.start(Jars.runner(), directory, provider, this.redis, model, model);
                StreamClient client = new StreamClient()) {
            Way directChat = Way.direct(Api.CHAT_COMPLETIONS, provider, model);
            Way directMessages = Way.direct(Api.MESSAGES, provider, model);
            Map<Way, Way> comparedWith = new LinkedHashMap<>();
            comparedWith.put(directChat, directChat);
            comparedWith.put(gateway.passedThrough(), directChat);
            comparedWith.put(directMessages, directMessages);
            comparedWith.put(gateway.translated(), directMessages);
            RunningStreams streams = new RunningStreams(client, STREAMS, STREAM_LENGTH);
            comparedWith.keySet().forEach((way) -> streams.during(WARM_UP, way, new StreamTimes()));
            Map<Way, StreamTimes> times = new LinkedHashMap<>();
            comparedWith.keySet().forEach((way) -> times.put(way, new StreamTimes()));
            for (int round = 0; round < ROUNDS; round++) {
                times.forEach((way, of) -> {
                    Duration before = gateway.processorTime();
                    long tokens = streams.during(MEASURED, way, of);
                    of.addGateway(gateway.processorTime().minus(before), tokens);
                });
            }
            print(comparedWith, times);
        }
    }

    private void print(Map<Way, Way> comparedWith, Map<Way, StreamTimes> times) {
        this.out.printf(
                "%nStreams: %d at any time, each of %d words, one every %d ms, in Chat Completions; %d rounds of %d"
                        + " s that took turns; load average %.1f at the end.%n%n",
                STREAMS, WORDS, BETWEEN_WORDS.toMillis(), ROUNDS, MEASURED.toSeconds(), Machine.loadAverage());
        this.out.println("| way | streams | first token: p50 ms | p95 | p99 | more than direct: p50 ms | p95 | p99"
                + " | between tokens: p50 ms | p95 | p99 | more than direct: p50 ms | p95 | p99 | gateway's CPU µs a token |");
        this.out.println("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
        times.forEach((way, of) -> {
            Way direct = comparedWith.getOrDefault(way, way);
            StreamTimes base = times.getOrDefault(direct, of);
            boolean isDirect = direct.equals(way);
            this.out.printf("| %s | %,d | %s | %s | %s | %s | %s |%n", way.name(), of.streams(),
                    percentiles(of.toFirstToken()), isDirect ? " | | " : more(of.toFirstToken(), base.toFirstToken()),
                    percentiles(of.betweenTokens()),
                    isDirect ? " | | " : more(of.betweenTokens(), base.betweenTokens()),
                    isDirect ? "" : String.format("%.0f", of.gatewayMicrosAToken()));
        });
    }

    private static String percentiles(Latencies latencies) {
        return String.format("%.1f | %.1f | %.1f", latencies.percentile(50), latencies.percentile(95),
                latencies.percentile(99));
    }

    private static String more(Latencies latencies, Latencies than) {
        return String.format("**%.1f** | %.1f | %.1f", latencies.percentile(50) - than.percentile(50),
                latencies.percentile(95) - than.percentile(95), latencies.percentile(99) - than.percentile(99));
    }

}
