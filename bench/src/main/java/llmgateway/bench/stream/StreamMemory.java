package llmgateway.bench.stream;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import llmgateway.bench.stream.ChildJvm.MemoryUse;

/**
 * What open streams take of the gateway's memory: each count in a gateway of its own, so
 * that no other has made its heap grow before.
 */
final class StreamMemory {

    private static final List<Integer> COUNTS = List.of(200, 1_000);

    private static final String MODEL = "sim-fault-words=5";

    /** A word every 2 s, for longer than it is looked at. */
    private static final String SLOW_MODEL = "sim-fault-words=1000,chunk-delay=2000";

    private static final int WARM_UP_STREAMS = 500;

    private static final int OPENED_AT_A_TIME = 50;

    private static final Duration OPENING = Duration.ofMinutes(2);

    private final String redis;

    private final PrintStream out;

    StreamMemory(String redis, PrintStream out) {
        this.redis = redis;
        this.out = out;
    }

    void run(Path directory, URI provider) {
        this.out.printf("%nMemory of the gateway (heap 512 MB at most): after a garbage collection with no stream open,"
                + " and with so many of which each brings a word every 2 s.%n%n");
        this.out.println("| way | open streams | heap MB without | with | KB a stream | resident MB without | with"
                + " | KB a stream |");
        this.out.println("| --- | --: | --: | --: | --: | --: | --: | --: |");
        for (int count : COUNTS) {
            measure(directory, provider, count, StreamGateway::passedThrough);
            measure(directory, provider, count, StreamGateway::translated);
        }
    }

    private void measure(Path directory, URI provider, int count, Function<StreamGateway, Way> wayOf) {
        try (StreamGateway gateway = StreamGateway.start(Jars.runner(), directory, provider, this.redis, MODEL,
                SLOW_MODEL); StreamClient client = new StreamClient()) {
            Way way = wayOf.apply(gateway);
            for (int i = 0; i < WARM_UP_STREAMS; i++) {
                client.read(way, (at) -> {
                });
            }
            MemoryUse without = gateway.memory();
            MemoryUse with = withOpen(count, gateway, gateway.slow(way));
            this.out.printf("| %s | %,d | %d | %d | **%d** | %d | %d | %d |%n", way.name(), count, without.heap() >> 20,
                    with.heap() >> 20, (with.heap() - without.heap() >> 10) / count, without.resident() >> 20,
                    with.resident() >> 20, (with.resident() - without.resident() >> 10) / count);
        }
    }

    private static MemoryUse withOpen(int count, StreamGateway gateway, Way way) {
        AtomicInteger broken = new AtomicInteger();
        try (StreamClient client = new StreamClient()) {
            for (int opened = 0; opened < count;) {
                int next = Math.min(OPENED_AT_A_TIME, count - opened);
                open(next, client, way, broken);
                opened += next;
            }
            MemoryUse use = gateway.memory();
            if (broken.get() > 0) {
                throw new IllegalStateException(broken + " streams ended meanwhile");
            }
            return use;
        }
    }

    /** Returns when each has its first token. */
    private static void open(int count, StreamClient client, Way way, AtomicInteger broken) {
        CountDownLatch begun = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            CountDownLatch first = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                try {
                    client.read(way, (at) -> {
                        if (first.getCount() > 0) {
                            first.countDown();
                            begun.countDown();
                        }
                    });
                }
                catch (UncheckedIOException ex) {
                    // Also when it is closed after the measurement.
                }
                broken.incrementAndGet();
            });
        }
        try {
            if (!begun.await(OPENING.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(begun.getCount() + " streams did not begin");
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", ex);
        }
    }

}
