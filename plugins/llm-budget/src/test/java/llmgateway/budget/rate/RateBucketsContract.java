package llmgateway.budget.rate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.rate.TakeResult.Refusal;
import llmgateway.budget.rate.TakeResult.Refused;
import llmgateway.budget.rate.TakeResult.Taken;

import static org.assertj.core.api.Assertions.assertThat;

/** What buckets do wherever they are kept. */
public abstract class RateBucketsContract {

    protected static final AccountName ALICE = new AccountName("rpm:requests:consumer:alice");

    protected static final AccountName BOB = new AccountName("rpm:requests:consumer:bob");

    protected static final AccountName ALL = new AccountName("tpm:total_tokens:organisation:all");

    /** One a second. */
    protected static final Rate SIXTY = perMinute(60);

    private static final Duration NANO = Duration.ofNanos(1);

    /** Empty ones. */
    protected abstract RateBuckets buckets();

    /** Of the clock that the buckets refill by. */
    protected abstract void advance(Duration time);

    @Test
    void startsFullAndTakesWhatItHas() {
        assertThat(level(ALICE, SIXTY)).isEqualTo(new RateLevel(ALICE, SIXTY, 60, Duration.ZERO));

        assertThat(take(ALICE, SIXTY, 45))
            .isEqualTo(new Taken(List.of(new RateLevel(ALICE, SIXTY, 15, Duration.ofSeconds(45)))));
        assertThat(take(ALICE, SIXTY, 15))
            .isEqualTo(new Taken(List.of(new RateLevel(ALICE, SIXTY, 0, Duration.ofSeconds(60)))));
    }

    @Test
    void refusesWhatIsNotThereAndTellsTheWait() {
        take(ALICE, SIXTY, 50);

        assertThat(take(ALICE, SIXTY, 15))
            .isEqualTo(new Refused(List.of(new Refusal(new RateLevel(ALICE, SIXTY, 10, Duration.ofSeconds(50)), 15,
                    Optional.of(Duration.ofSeconds(5))))));
        assertThat(level(ALICE, SIXTY).remaining()).isEqualTo(10);
    }

    @Test
    void waitIsTheEarliestNanosecondAtWhichThereIsEnough() {
        Rate sevenths = new Rate(7, Duration.ofSeconds(60));
        take(ALICE, sevenths, 7);
        Duration wait = refusal(take(ALICE, sevenths, 3)).retryAfter().orElseThrow();

        advance(wait.minus(NANO));
        assertThat(refusal(take(ALICE, sevenths, 3)).retryAfter()).contains(NANO);
        advance(NANO);
        assertThat(take(ALICE, sevenths, 3)).isInstanceOf(Taken.class);
    }

    @Test
    void isFullExactlyWhenItSays() {
        Rate sevenths = new Rate(7, Duration.ofSeconds(60));
        take(ALICE, sevenths, 3);
        Duration untilFull = level(ALICE, sevenths).untilFull();

        advance(untilFull.minus(NANO));
        assertThat(level(ALICE, sevenths)).isEqualTo(new RateLevel(ALICE, sevenths, 6, NANO));
        advance(NANO);
        assertThat(level(ALICE, sevenths)).isEqualTo(new RateLevel(ALICE, sevenths, 7, Duration.ZERO));
        advance(Duration.ofDays(3));
        assertThat(level(ALICE, sevenths).remaining()).isEqualTo(7);
    }

    @Test
    void moreThanItCanEverHoldHasNoWait() {
        assertThat(refusal(take(ALICE, SIXTY, 61)).retryAfter()).isEmpty();
        assertThat(take(ALICE, SIXTY, 60)).isInstanceOf(Taken.class);
    }

    @Test
    void largestRateCounts() {
        Rate largest = new Rate(Rate.MOST, Duration.ofDays(1));
        take(ALICE, largest, Rate.MOST);
        assertThat(level(ALICE, largest)).isEqualTo(new RateLevel(ALICE, largest, 0, Duration.ofDays(1)));

        advance(Duration.ofHours(12));
        assertThat(level(ALICE, largest)).isEqualTo(new RateLevel(ALICE, largest, Rate.MOST / 2, Duration.ofHours(12)));
    }

    @Test
    void P4_takesFromAllBucketsOrFromNone() {
        take(ALICE, SIXTY, 60);

        for (int i = 0; i < 3; i++) {
            assertThat(buckets()
                .take(List.of(new RateTake(BOB, SIXTY, 1), new RateTake(ALICE, SIXTY, 1), new RateTake(ALL, SIXTY, 7))))
                .isInstanceOf(Refused.class);
            assertThat(level(ALL, SIXTY).remaining()).isEqualTo(60);
            assertThat(level(BOB, SIXTY).remaining()).isEqualTo(60);
        }

        advance(Duration.ofSeconds(1));
        assertThat(levels(buckets()
            .take(List.of(new RateTake(BOB, SIXTY, 1), new RateTake(ALICE, SIXTY, 1), new RateTake(ALL, SIXTY, 7)))))
            .extracting(RateLevel::remaining)
            .containsExactly(59L, 0L, 53L);
    }

    @Test
    void refusalNamesEveryBucketWithTooLittle() {
        take(ALICE, SIXTY, 60);
        take(ALL, SIXTY, 58);
        List<RateTake> takes = List.of(new RateTake(ALICE, SIXTY, 1), new RateTake(BOB, SIXTY, 1),
                new RateTake(ALL, SIXTY, 5));

        for (int i = 0; i < 3; i++) {
            assertThat(((Refused) buckets().take(takes)).refusals()).containsExactly(
                    new Refusal(new RateLevel(ALICE, SIXTY, 0, Duration.ofSeconds(60)), 1,
                            Optional.of(Duration.ofSeconds(1))),
                    new Refusal(new RateLevel(ALL, SIXTY, 2, Duration.ofSeconds(58)), 5,
                            Optional.of(Duration.ofSeconds(3))));
        }
    }

    @Test
    void oneBucketTwiceInACallCountsTwice() {
        take(ALICE, SIXTY, 59);
        List<RateTake> twice = List.of(new RateTake(ALICE, SIXTY, 1), new RateTake(ALICE, SIXTY, 1));

        assertThat(buckets().take(twice)).isInstanceOf(Refused.class);
        assertThat(level(ALICE, SIXTY).remaining()).isEqualTo(1);
        advance(Duration.ofSeconds(1));
        assertThat(buckets().take(twice)).isInstanceOf(Taken.class);
    }

    @Test
    void nothingAskedIsTaken() {
        assertThat(buckets().take(List.of())).isEqualTo(new Taken(List.of()));
        assertThat(buckets().correct(List.of())).isTrue();
    }

    @Test
    void P17_consumersHaveBucketsOfTheirOwn() {
        take(ALICE, SIXTY, 60);

        assertThat(take(BOB, SIXTY, 60)).isInstanceOf(Taken.class);
        assertThat(take(new AccountName(ALICE.value() + "x"), SIXTY, 60)).isInstanceOf(Taken.class);
    }

    @Test
    void P17_raisedLimitKeepsWhatWasUsed() {
        take(ALICE, SIXTY, 50);

        assertThat(level(ALICE, perMinute(100)).remaining()).isEqualTo(50);
        assertThat(take(ALICE, perMinute(100), 50)).isInstanceOf(Taken.class);
        assertThat(take(ALICE, perMinute(100), 1)).isInstanceOf(Refused.class);
    }

    @Test
    void P17_limitLoweredBelowWhatWasUsedIsOwedAndRefillsAtItsOwnRate() {
        take(ALICE, SIXTY, 50);
        Rate thirty = perMinute(30);

        assertThat(refusal(take(ALICE, thirty, 1))).isEqualTo(new Refusal(
                new RateLevel(ALICE, thirty, 0, Duration.ofSeconds(100)), 1, Optional.of(Duration.ofSeconds(42))));
        advance(Duration.ofSeconds(41));
        assertThat(refusal(take(ALICE, thirty, 1)).retryAfter()).contains(Duration.ofSeconds(1));
        advance(Duration.ofSeconds(1));
        assertThat(take(ALICE, thirty, 1)).isInstanceOf(Taken.class);
    }

    @Test
    void P17_limitLoweredAndRaisedAgainIsAsBefore() {
        take(ALICE, SIXTY, 50);

        take(ALICE, perMinute(30), 1);
        assertThat(level(ALICE, SIXTY).remaining()).isEqualTo(10);
        assertThat(take(ALICE, SIXTY, 10)).isInstanceOf(Taken.class);
    }

    @Test
    void P17_changedPeriodKeepsWhatWasUsed() {
        take(ALICE, SIXTY, 50);
        Rate hourly = new Rate(60, Duration.ofHours(1));

        assertThat(take(ALICE, hourly, 1))
            .isEqualTo(new Taken(List.of(new RateLevel(ALICE, hourly, 9, Duration.ofMinutes(51)))));
        assertThat(take(ALICE, SIXTY, 1))
            .isEqualTo(new Taken(List.of(new RateLevel(ALICE, SIXTY, 8, Duration.ofSeconds(52)))));
    }

    @Test
    void limitChangedAfterItWasFullAgainStartsFull() {
        take(ALICE, SIXTY, 50);
        advance(Duration.ofSeconds(50));

        assertThat(take(ALICE, new Rate(40, Duration.ofHours(1)), 40)).isInstanceOf(Taken.class);
    }

    @Test
    void placesThatSetDifferentRatesForOneNameCountTogetherEachByItsOwn() {
        Rate hourly = new Rate(10, Duration.ofHours(1));
        take(ALICE, SIXTY, 4);

        assertThat(take(ALICE, hourly, 7)).isInstanceOf(Refused.class);
        assertThat(take(ALICE, hourly, 6)).isInstanceOf(Taken.class);
        assertThat(take(ALICE, hourly, 1)).isInstanceOf(Refused.class);
        assertThat(take(ALICE, SIXTY, 50)).isInstanceOf(Taken.class);
        assertThat(take(ALICE, SIXTY, 1)).isInstanceOf(Refused.class);
    }

    @Test
    void differentRatesInTurnDoNotKeepABucketFromRefilling() {
        Rate other = new Rate(120, Duration.ofMinutes(2).plusSeconds(10));
        take(ALICE, SIXTY, 60);

        for (int i = 0; i < 100; i++) {
            advance(Duration.ofMillis(100));
            take(ALICE, (i % 2 == 0) ? other : SIXTY, 1_000);
        }

        assertThat(level(ALICE, SIXTY).remaining()).isEqualTo(9);
    }

    @Test
    void givesBackButNeverMoreThanFull() {
        take(ALICE, SIXTY, 50);

        assertThat(correct(ALICE, 20)).isTrue();
        assertThat(level(ALICE, SIXTY).remaining()).isEqualTo(30);
        assertThat(correct(ALICE, 1_000)).isTrue();
        assertThat(level(ALICE, SIXTY)).isEqualTo(new RateLevel(ALICE, SIXTY, 60, Duration.ZERO));
        assertThat(correct(BOB, 1)).isTrue();
        assertThat(take(BOB, SIXTY, 61)).isInstanceOf(Refused.class);
    }

    @Test
    void takingMoreIsNeverRefusedAndOwed() {
        take(ALICE, SIXTY, 50);

        assertThat(correct(ALICE, -30)).isTrue();
        assertThat(level(ALICE, SIXTY)).isEqualTo(new RateLevel(ALICE, SIXTY, 0, Duration.ofSeconds(80)));
        assertThat(refusal(take(ALICE, SIXTY, 1)).retryAfter()).contains(Duration.ofSeconds(21));
        assertThat(refusal(take(ALICE, SIXTY, 0)).retryAfter()).contains(Duration.ofSeconds(20));
        advance(Duration.ofSeconds(20));
        assertThat(take(ALICE, SIXTY, 0)).isInstanceOf(Taken.class);
    }

    @Test
    void E11_absurdCorrectionsOverflowNothing() {
        for (int i = 0; i < 3; i++) {
            assertThat(correct(ALICE, Long.MIN_VALUE)).isTrue();
        }
        assertThat(take(ALICE, SIXTY, 1)).isInstanceOf(Refused.class);
        assertThat(level(ALICE, SIXTY).untilFull()).isPositive();

        assertThat(correct(ALICE, Long.MAX_VALUE)).isTrue();
        assertThat(level(ALICE, SIXTY).remaining()).isEqualTo(60);
    }

    @Test
    void resetFillsWhateverIsOwed() {
        take(ALICE, SIXTY, 60);
        correct(ALICE, -1_000);

        assertThat(buckets().reset(ALICE, SIXTY)).isTrue();
        assertThat(buckets().reset(BOB, SIXTY)).isTrue();

        assertThat(take(ALICE, SIXTY, 60)).isInstanceOf(Taken.class);
        assertThat(take(BOB, SIXTY, 61)).isInstanceOf(Refused.class);
    }

    @Test
    void levelsAreInTheOrderAskedForAndTakeNothing() {
        take(ALICE, SIXTY, 10);
        List<RateTake> asked = List.of(new RateTake(BOB, SIXTY, 1_000), new RateTake(ALICE, SIXTY, 1));

        for (int i = 0; i < 2; i++) {
            assertThat(levels(buckets().levels(asked))).containsExactly(new RateLevel(BOB, SIXTY, 60, Duration.ZERO),
                    new RateLevel(ALICE, SIXTY, 50, Duration.ofSeconds(10)));
        }
    }

    @Test
    void countsExactlyWhateverIsDoneToIt() {
        long seed = RandomGenerator.getDefault().nextLong();
        RandomGenerator random = new SplittableRandom(seed);
        Rate rate = new Rate(random.nextLong(1, 50), Duration.ofMillis(random.nextLong(1_000, 100_000)));
        long unit = rate.refillPeriod().toNanos();
        long full = rate.capacity() * unit;
        long expected = full;
        for (int i = 0; i < 300; i++) {
            long step = random.nextLong(unit / 10);
            advance(Duration.ofNanos(step));
            expected = Math.min(full, expected + step * rate.capacity());
            long amount = random.nextLong(rate.capacity() + 2);
            if (random.nextInt(4) == 0) {
                long correction = amount - rate.capacity() / 2;
                buckets().correct(List.of(new RateCorrection(ALICE, rate, correction)));
                expected = Math.min(full, expected + correction * unit);
            }
            else if (take(ALICE, rate, amount) instanceof Taken) {
                expected -= amount * unit;
                assertThat(expected).as("seed %d, step %d", seed, i).isNotNegative();
            }
            else {
                assertThat(expected).as("seed %d, step %d", seed, i).isLessThan(amount * unit);
            }
            assertThat(level(ALICE, rate)).as("seed %d, step %d", seed, i)
                .isEqualTo(new RateLevel(ALICE, rate, Math.max(0, Math.floorDiv(expected, unit)),
                        Duration.ofNanos(Math.ceilDiv(full - expected, rate.capacity()))));
        }
    }

    protected static Rate perMinute(long capacity) {
        return new Rate(capacity, Duration.ofMinutes(1));
    }

    protected final TakeResult take(AccountName bucket, Rate rate, long amount) {
        return buckets().take(List.of(new RateTake(bucket, rate, amount)));
    }

    protected final RateLevel level(AccountName bucket, Rate rate) {
        return levels(buckets().levels(List.of(new RateTake(bucket, rate, 0)))).getFirst();
    }

    private boolean correct(AccountName bucket, long amount) {
        return buckets().correct(List.of(new RateCorrection(bucket, SIXTY, amount)));
    }

    private static List<RateLevel> levels(TakeResult result) {
        return ((Taken) result).levels();
    }

    private static Refusal refusal(TakeResult result) {
        return ((Refused) result).refusals().getFirst();
    }

}
