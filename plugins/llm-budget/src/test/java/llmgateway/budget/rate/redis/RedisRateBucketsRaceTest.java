package llmgateway.budget.rate.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.rate.RateCorrection;
import llmgateway.budget.rate.RateLevel;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.TakeResult.Taken;
import llmgateway.budget.rate.TakeResult.Unavailable;
import llmgateway.budget.redis.Eventually;
import llmgateway.budget.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** Many calls at the same buckets, from two runners. */
class RedisRateBucketsRaceTest {

    private static final int THREADS = 64;

    private static final int CALLS = 50;

    private static final AccountName HOT = new AccountName("hot");

    private static final AccountName OTHER = new AccountName("other");

    private static final Organisation ORGANISATION = new Organisation("org-" + UUID.randomUUID());

    /** One unit takes longer to refill than any test. */
    private static final Rate ROOM_FOR_HALF = new Rate(THREADS * CALLS / 2, Duration.ofDays(1));

    private static final Rate PLENTY = new Rate(1_000_000, Duration.ofDays(1));

    /** Forgets that a bucket has a command under way. */
    private static final RateSettings HARDLY_REMEMBERS = new RateSettings(Duration.ofSeconds(10), 3,
            Duration.ofMillis(100), Duration.ofSeconds(5), 1, Duration.ofMinutes(1));

    private final RedisProcess redis = RedisProcess.start();

    private final List<RateNode> nodes = List.of(RateNode.on(this.redis.address(), ORGANISATION),
            RateNode.on(this.redis.address(), ORGANISATION, HARDLY_REMEMBERS, System::nanoTime));

    private final AtomicLong taken = new AtomicLong();

    private final AtomicLong unavailable = new AtomicLong();

    @AfterEach
    void stop() {
        this.nodes.forEach(RateNode::close);
        this.redis.close();
    }

    @Test
    void C1_hotBucketGrantsExactlyWhatItHolds() {
        runOnAllThreads((node) -> take(node, List.of(new RateTake(HOT, ROOM_FOR_HALF, 1))));

        assertThat(this.unavailable).hasValue(0);
        assertThat(this.taken).hasValue(ROOM_FOR_HALF.capacity());
        assertThat(level(HOT, ROOM_FOR_HALF).remaining()).isZero();
    }

    @Test
    void P4_otherBucketsOfRefusedCallsLoseNothing() {
        runOnAllThreads(
                (node) -> take(node, List.of(new RateTake(OTHER, PLENTY, 7), new RateTake(HOT, ROOM_FOR_HALF, 1))));

        assertThat(this.unavailable).hasValue(0);
        assertThat(this.taken).hasValue(ROOM_FOR_HALF.capacity());
        Eventually.until("everything is given back",
                () -> level(OTHER, PLENTY).remaining() >= PLENTY.capacity() - 7 * ROOM_FOR_HALF.capacity());
    }

    @Test
    void correctionsAreNeitherLostNorDoubled() {
        take(this.nodes.getFirst(), List.of(new RateTake(HOT, PLENTY, 500_000)));

        runOnAllThreads((node) -> {
            node.buckets().correct(List.of(new RateCorrection(HOT, PLENTY, 3)));
            node.buckets().correct(List.of(new RateCorrection(HOT, PLENTY, -2)));
        });

        assertThat(level(HOT, PLENTY).remaining() - 500_000 - THREADS * CALLS).isBetween(0L, 1_000L);
    }

    private void take(RateNode node, List<RateTake> takes) {
        switch (node.buckets().take(takes)) {
            case Taken ignored -> this.taken.incrementAndGet();
            case Unavailable ignored -> this.unavailable.incrementAndGet();
            default -> {
                // refused
            }
        }
    }

    private void runOnAllThreads(Consumer<RateNode> call) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                RateNode node = this.nodes.get(i % this.nodes.size());
                running.add(threads.submit(() -> {
                    for (int j = 0; j < CALLS; j++) {
                        call.accept(node);
                    }
                }));
            }
            for (Future<?> thread : running) {
                assertThat(thread).succeedsWithin(Duration.ofSeconds(60));
            }
        }
    }

    private RateLevel level(AccountName bucket, Rate rate) {
        return ((Taken) this.nodes.getLast().buckets().levels(List.of(new RateTake(bucket, rate, 0)))).levels()
            .getFirst();
    }

}
