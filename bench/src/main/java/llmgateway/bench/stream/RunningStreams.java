package llmgateway.bench.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** So many streams at any time: where one ends, the next begins. */
final class RunningStreams {

    private final StreamClient client;

    private final int count;

    private final Duration streamLength;

    /**
     * @param streamLength over which the first ones begin one after the other
     */
    RunningStreams(StreamClient client, int count, Duration streamLength) {
        this.client = client;
        this.count = count;
        this.streamLength = streamLength;
    }

    /**
     * Measures streams that begin when all are running.
     * @return how many tokens came in all, of streams that are not measured too
     */
    long during(Duration time, Way way, StreamTimes times) {
        long begin = System.nanoTime();
        long measuredFrom = begin + this.streamLength.toNanos();
        long end = measuredFrom + time.toNanos();
        LongAdder tokens = new LongAdder();
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < this.count; i++) {
                Duration delay = this.streamLength.multipliedBy(i).dividedBy(this.count);
                workers.add(executor.submit(() -> {
                    Thread.sleep(delay);
                    while (System.nanoTime() < end) {
                        stream(way, times, measuredFrom, tokens);
                    }
                    return way;
                }));
            }
        }
        workers.forEach(RunningStreams::checked);
        return tokens.sum();
    }

    private void stream(Way way, StreamTimes times, long measuredFrom, LongAdder tokens) {
        long begin = System.nanoTime();
        LongStream.Builder arrivals = LongStream.builder();
        this.client.read(way, arrivals::add);
        long[] at = arrivals.build().toArray();
        if (at.length == 0) {
            throw new IllegalStateException(way.name() + ": a stream without a token");
        }
        tokens.add(at.length);
        if (begin >= measuredFrom) {
            long[] between = new long[at.length - 1];
            for (int i = 1; i < at.length; i++) {
                between[i - 1] = at[i] - at[i - 1];
            }
            times.add(at[0] - begin, between);
        }
    }

    private static void checked(Future<?> worker) {
        try {
            worker.get();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", ex);
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException("a stream failed", ex.getCause());
        }
    }

}
