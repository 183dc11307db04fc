package llmgateway.budget.rate.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.redisson.client.RedisConnectionException;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.bucket.BucketOperation;
import llmgateway.budget.rate.bucket.BucketOperation.Correct;
import llmgateway.budget.rate.bucket.BucketOperation.Fill;
import llmgateway.budget.rate.bucket.BucketOperation.Look;
import llmgateway.budget.rate.bucket.BucketOperation.Take;
import llmgateway.budget.redis.RedisFailure;

import static org.assertj.core.api.Assertions.assertThat;

/** The orders in which Redis may do and answer what a call asks. */
class TakingTest {

    private static final AccountName OWN = new AccountName("own");

    private static final AccountName SHARED = new AccountName("shared");

    private static final Rate RATE = new Rate(100, Duration.ofMinutes(1));

    private final ScriptedRedis own = new ScriptedRedis();

    private final ScriptedRedis shared = new ScriptedRedis();

    private final SharedBucket ownBucket = new SharedBucket(this.own);

    private final SharedBucket sharedBucket = new SharedBucket(this.shared);

    @Test
    void takesFromAllAtOnce() {
        assertThat(Answer.allEnough(take(30))).isTrue();

        assertThat(this.own.commands()).hasSize(1);
        assertThat(this.shared.commands()).hasSize(1);
    }

    @Test
    void whatHasNotBegunWhenTheCallGivesUpTakesNothing() {
        this.shared.holdUp();
        assertThat(reason(take(30))).contains(Reason.TIMEOUT);

        this.shared.begin();

        assertThat(remaining(this.sharedBucket)).isEqualTo(100);
        assertThat(remaining(this.ownBucket)).isEqualTo(100);
    }

    @Test
    void whatIsHeardOfTooLateIsGivenBackOnce() {
        assertThat(Answer.allEnough(take(50))).isTrue();
        this.shared.fallSilent();
        assertThat(reason(take(30))).contains(Reason.TIMEOUT);
        assertThat(corrections(this.shared)).isZero();

        this.shared.answer();

        assertThat(corrections(this.shared)).isOne();
        assertThat(remaining(this.sharedBucket)).isEqualTo(50);
        assertThat(remaining(this.ownBucket)).isEqualTo(50);
    }

    @Test
    void C4_whatIsNeverHeardOfIsNotGivenBack() {
        this.shared.fallSilent();
        take(30);

        this.shared.loseAnswers(new RedisConnectionException("broken"));

        assertThat(corrections(this.shared)).isZero();
        assertThat(remaining(this.sharedBucket)).isEqualTo(70);
        assertThat(remaining(this.ownBucket)).isEqualTo(100);
    }

    @Test
    void S7_bucketsBesideAnEmptyOneAreTakenFromOnlyUntilItIsKnownToBeEmpty() {
        take(100);
        this.sharedBucket.run(new Fill(RATE));
        assertThat(Answer.allEnough(take(1))).isFalse();
        assertThat(corrections(this.shared)).isOne();

        for (int i = 0; i < 10; i++) {
            assertThat(Answer.allEnough(take(1))).isFalse();
        }

        assertThat(operations(this.shared, Take.class)).isEqualTo(2);
        assertThat(operations(this.shared, Look.class)).isEqualTo(10);
        assertThat(corrections(this.shared)).isOne();
    }

    @Test
    void bucketThatHasEnoughAgainIsTakenFromFirstAndThenTheOthers() {
        take(100);
        this.sharedBucket.run(new Fill(RATE));
        take(1);
        this.ownBucket.run(new Fill(RATE));

        assertThat(Answer.allEnough(take(10))).isTrue();
        assertThat(Answer.allEnough(take(10))).isTrue();

        assertThat(remaining(this.ownBucket)).isEqualTo(80);
        assertThat(remaining(this.sharedBucket)).isEqualTo(80);
        assertThat(operations(this.shared, Look.class)).as("while own was in doubt, and above").isEqualTo(2);
    }

    /** A call that has no time to wait for what is not answered at once. */
    private List<Answer> take(long amount) {
        return new Taking(List.of(new RateTake(OWN, RATE, amount), new RateTake(SHARED, RATE, amount)),
                (name) -> name.equals(OWN) ? this.ownBucket : this.sharedBucket, System.nanoTime())
            .run();
    }

    private static Optional<Reason> reason(List<Answer> answers) {
        return Answer.failure(answers).map(RedisFailure::reason);
    }

    private static long corrections(ScriptedRedis redis) {
        return operations(redis, Correct.class);
    }

    private static long operations(ScriptedRedis redis, Class<? extends BucketOperation> kind) {
        return redis.commands()
            .stream()
            .filter((command) -> command instanceof OperationCommand(BucketOperation operation)
                    && kind.isInstance(operation))
            .count();
    }

    private static long remaining(SharedBucket bucket) {
        return bucket.run(new Look(RATE, 0)).join().available();
    }

}
