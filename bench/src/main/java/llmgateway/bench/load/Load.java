package llmgateway.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** Does one operation over and over, on so many virtual threads at once. */
public final class Load {

    private final int threads;

    public Load(int threads) {
        this.threads = threads;
    }

    /**
     * @param operation is given randomness of its thread's own
     */
    public Latencies during(Duration time, Consumer<RandomGenerator> operation) {
        long end = System.nanoTime() + time.toNanos();
        return run((random) -> {
            operation.accept(random);
            return System.nanoTime() < end;
        });
    }

    /** Until the queue is empty. */
    public <T> Latencies drain(Queue<T> queue, Consumer<T> operation) {
        return run((random) -> {
            T next = queue.poll();
            if (next != null) {
                operation.accept(next);
            }
            return !queue.isEmpty();
        });
    }

    private Latencies run(Predicate<RandomGenerator> goesOn) {
        long start = System.nanoTime();
        List<Future<LongStream>> workers = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < this.threads; thread++) {
                RandomGenerator random = new SplittableRandom(System.nanoTime() + thread);
                workers.add(executor.submit(() -> timed(random, goesOn)));
            }
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        return new Latencies(workers.stream().flatMapToLong(Load::result).sorted().toArray(), elapsed);
    }

    private static LongStream timed(RandomGenerator random, Predicate<RandomGenerator> goesOn) {
        LongStream.Builder nanos = LongStream.builder();
        boolean more = true;
        while (more) {
            long before = System.nanoTime();
            more = goesOn.test(random);
            nanos.add(System.nanoTime() - before);
        }
        return nanos.build();
    }

    private static LongStream result(Future<LongStream> worker) {
        try {
            return worker.get();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", ex);
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException("an operation failed", ex.getCause());
        }
    }

}
