package llmgateway.budget.rate.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.TakeResult;
import llmgateway.budget.rate.TakeResult.Refused;
import llmgateway.budget.rate.TakeResult.Taken;
import llmgateway.budget.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** One consumer hammers on its own empty bucket and on one that it shares. */
class RedisRateBucketsIsolationTest {

    private static final AccountName NOISY = new AccountName("noisy");

    private static final AccountName QUIET = new AccountName("quiet");

    private static final AccountName SHARED = new AccountName("shared");

    private static final Rate SLOW = new Rate(1_000, Duration.ofDays(1));

    private static final int WAITING = 200;

    private final Organisation organisation = new Organisation("org-" + UUID.randomUUID());

    private final RedisProcess redis = RedisProcess.start();

    private final RateNode node = RateNode.on(this.redis.address(), this.organisation,
            RedisRateBucketsTest.CLOCK_SET_ONCE, System::nanoTime);

    @BeforeEach
    void emptyTheNoisyOnes() {
        assertThat(take(NOISY, 1_000)).isInstanceOf(Taken.class);
        assertThat(take(NOISY, 1)).isInstanceOf(Refused.class);
        assertThat(take(QUIET, 1)).isInstanceOf(Taken.class);
        assertThat(take(QUIET, 1)).isInstanceOf(Taken.class);
    }

    @AfterEach
    void stop() {
        this.node.close();
        this.redis.close();
    }

    @Test
    void S7_refusedCallsWriteNothingAndTakeNothingFromSharedBuckets() {
        long writes = writes();
        long reads = count("get");

        for (int i = 0; i < WAITING; i++) {
            assertThat(this.node.buckets().take(List.of(new RateTake(SHARED, SLOW, 1), new RateTake(NOISY, SLOW, 1))))
                .isInstanceOf(Refused.class);
        }

        assertThat(writes()).isEqualTo(writes);
        assertThat(count("get") - reads).as("each bucket is read once a call").isEqualTo(2L * WAITING);
        assertThat(this.redis.keys("*:rate:" + SHARED)).as("never taken from").isEmpty();
    }

    @Test
    void S7_callsAtOneBucketGoTogetherAndOthersDoNotQueueBehindThem() throws Exception {
        long reads = count("get");
        CountDownLatch sending = new CountDownLatch(WAITING);
        this.redis.freeze();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TakeResult>> noisy = new ArrayList<>();
            for (int i = 0; i < WAITING; i++) {
                noisy.add(threads.submit(() -> {
                    sending.countDown();
                    return take(NOISY, 1);
                }));
            }
            sending.await();
            Future<TakeResult> quiet = threads.submit(() -> take(QUIET, 1));
            this.redis.thaw();

            assertThat(quiet.get()).isInstanceOf(Taken.class);
            for (Future<TakeResult> call : noisy) {
                assertThat(call.get()).isInstanceOf(Refused.class);
            }
        }
        assertThat(count("get") - reads)
            .as("one read for the first, one for those behind it, one for quiet;"
                    + " a thread that was late sends one more")
            .isLessThan(WAITING / 4);
    }

    private TakeResult take(AccountName bucket, long amount) {
        return this.node.buckets().take(List.of(new RateTake(bucket, SLOW, amount)));
    }

    private long writes() {
        return count("set") + count("psetex");
    }

    /** How often Redis has carried out a command, in scripts too. */
    private long count(String command) {
        String line = "cmdstat_" + command + ":calls=";
        return this.redis.command("INFO", "commandstats")
            .toString()
            .lines()
            .filter((candidate) -> candidate.startsWith(line))
            .mapToLong((candidate) -> Long.parseLong(candidate.substring(line.length(), candidate.indexOf(','))))
            .sum();
    }

}
