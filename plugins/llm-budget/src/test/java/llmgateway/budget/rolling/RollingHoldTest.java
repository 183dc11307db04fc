package llmgateway.budget.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.AccountHold;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.BalancesResult;
import llmgateway.budget.account.HoldRequest;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.account.Window;
import llmgateway.budget.account.memory.InMemoryAccounts;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.budget.RunningHold.Covering;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.money.Money;
import llmgateway.core.usage.Usage;

class RollingHoldTest {

    private static final Organisation ORGANISATION = new Organisation("default");

    private static final Duration LEASE = Duration.ofMinutes(2);

    /** Ten tokens to the tokenizer of these tests, which counts words. */
    private static final String TEN = "one two three four five six seven eight nine ten ";

    private static final RollingSettings SETTINGS = new RollingSettings(100, 10, 1000, Duration.ofMillis(80));

    private static final long NANOS_A_TOKEN = 1000;

    private static final long INPUT = 50;

    private final InMemoryAccounts accounts = new InMemoryAccounts(Instant::now, Duration.ofHours(1), (line) -> {
    });

    private final AtomicInteger waited = new AtomicInteger();

    private final List<Money> grown = new CopyOnWriteArrayList<>();

    private final Random random = new Random(7);

    private static Account cap(long tokens) {
        return Account.ofMoney(new AccountName("cap"), new Money(tokens * NANOS_A_TOKEN), List.of(Window.ALWAYS));
    }

    @Test
    void P1_aCallHoldsASliceAndNotItsWorstCaseWhenItIsAdmitted() {
        Account cap = cap(1000);
        hold(cap, 5000);

        assertThat(held(cap)).isEqualTo(150);
    }

    @Test
    void theHoldGrowsAheadOfTheAnswerUpToItsWorstCase() {
        Account cap = cap(10_000);
        RollingHold hold = hold(cap, 2000);

        for (int i = 0; i < 200; i++) {
            assertThat(hold.cover(TEN)).isInstanceOf(Covering.Covered.class);
            assertThat(held(cap) - INPUT).as("held for %s tokens", (i + 1) * 10)
                .isGreaterThanOrEqualTo(Math.min(2000, (i + 1) * 10));
        }

        assertThat(held(cap)).isLessThanOrEqualTo(2050);
        assertThat(this.grown).isSorted().doesNotHaveDuplicates();
        assertThat(hold.delivered().inputTokens()).isEqualTo(INPUT);
        assertThat(hold.delivered().outputTokens()).isBetween(2000L, 2010L);
    }

    @Test
    void nothingPastTheWorstCaseIsAskedFor() {
        RollingHold hold = hold(cap(10_000), 300);

        for (int i = 0; i < 60; i++) {
            assertThat(hold.cover(TEN)).isInstanceOf(Covering.Covered.class);
        }

        assertThat(hold.isWhole()).isTrue();
        assertThat(this.grown.getLast()).isEqualTo(new Money((INPUT + 300) * NANOS_A_TOKEN));
    }

    @Test
    void anAnswerEndsWhenTheCapHasNoRoomForItsNextWords() {
        Account cap = cap(500);
        RollingHold hold = hold(cap, 5000);

        int delivered = deliver(hold, 1000);

        assertThat(delivered).as("of 450 tokens that there was room for").isBetween(430, 450);
        assertThat(held(cap)).isLessThanOrEqualTo(500);
        assertThat(hold.cover(TEN)).isInstanceOfSatisfying(Covering.Spent.class,
                (spent) -> assertThat(spent.reject().message()).contains("cap"));
    }

    @Test
    void whatOthersGiveBackLetsAnAnswerGoOn() {
        Account cap = cap(500);
        HoldRequest other = held(cap, 300);
        RollingHold hold = hold(cap, 5000);
        assertThat(deliver(hold, 10)).isEqualTo(100);

        this.accounts.release(ORGANISATION, other.ticket());

        assertThat(deliver(hold, 30)).isEqualTo(300);
    }

    @Test
    void P1_noAnswerEndsWhileOthersMayGiveBackWhatTheyHold() {
        AtomicInteger asked = new AtomicInteger();
        RollingHold hold = hold(
                (tokens) -> (asked.incrementAndGet() < 7) ? spent(true) : new Growth.Result.Grown(5000));

        assertThat(deliver(hold, 100)).isEqualTo(1000);

        assertThat(asked).hasValue(7);
    }

    @Test
    void anAnswerWaitsForOthersNoLongerThanASliceLasts() {
        RollingHold hold = hold((tokens) -> spent(true));

        assertThat(deliver(hold, 100)).isEqualTo(90);
    }

    @Test
    void nothingPastTheWorstCaseIsAskedForWhileOthersHold() {
        List<Long> asked = new CopyOnWriteArrayList<>();
        RollingHold hold = new RollingHold(SETTINGS, (tokens) -> {
            asked.add(tokens);
            return spent(true);
        }, terms(300, Optional.empty()), RollingHoldTest::words, BudgetEvents.NONE);

        assertThat(hold.cover(TEN.repeat(50))).isInstanceOf(Covering.Spent.class);

        assertThat(asked).containsOnly(300L);
    }

    @Test
    void whereNobodyElseHoldsAnythingAnAnswerEndsAtOnce() {
        AtomicInteger asked = new AtomicInteger();
        RollingHold hold = hold((tokens) -> {
            asked.incrementAndGet();
            return spent(false);
        });

        assertThat(deliver(hold, 100)).isEqualTo(90);

        assertThat(asked).as("once ahead, then for a slice, a small one and what is needed").hasValue(4);
    }

    @Test
    void whoElseHoldsSomethingIsToldByTheAccounts() {
        Account cap = cap(300);
        Growth alone = growth(held(cap, 150));
        assertThat(alone.to(200)).isInstanceOf(Growth.Result.Grown.class);
        assertThat(alone.to(5000)).isInstanceOfSatisfying(Growth.Result.Short.class,
                (none) -> assertThat(none.othersHold()).isFalse());

        held(cap, 20);

        assertThat(alone.to(5000)).isInstanceOfSatisfying(Growth.Result.Short.class,
                (none) -> assertThat(none.othersHold()).isTrue());
    }

    @Test
    void anAnswerWhoseWordsCannotBeToldHoldsItsWorstCaseOrIsRefused() {
        Account cap = cap(6000);
        RollingHold hold = hold(cap, 5000);
        RollingHold other = hold(cap, 5000);

        assertThat(hold.coverAll()).isInstanceOf(Covering.Covered.class);
        assertThat(held(cap)).isEqualTo(5050 + 150);
        assertThat(other.coverAll()).isInstanceOf(Covering.Spent.class);
        assertThat(held(cap)).isEqualTo(5050 + 150);
    }

    @Test
    void bytesAreBoundEnoughAndTheTokenizerIsSeldomAsked() {
        AtomicInteger asked = new AtomicInteger();
        DeliveredTokens tokens = new DeliveredTokens((text) -> {
            asked.incrementAndGet();
            return words(text);
        });

        for (int i = 0; i < 100; i++) {
            tokens.add(TEN);
            assertThat(tokens.isAtMost(8000)).isTrue();
        }

        assertThat(asked).as("5000 characters, a thousand at a time").hasValueLessThanOrEqualTo(5);
        assertThat(tokens.counted()).isBetween(1000L, 1010L);
    }

    @Test
    void theSliceFollowsTheSpeedOfTheAnswer() {
        SliceSize slice = new SliceSize(new RollingSettings(100, 10, 1000, Duration.ofSeconds(1)), 0);
        long second = Duration.ofSeconds(1).toNanos();

        slice.adapt(180, second);
        assertThat(slice.tokens()).isEqualTo(180);
        slice.adapt(10_000, 2 * second);
        assertThat(slice.tokens()).as("doubled at most").isEqualTo(360);
        slice.adapt(10_000, 3 * second);
        assertThat(slice.tokens()).as("of a stream that stands").isEqualTo(10);
    }

    @Test
    void I1_withoutTheStoreAnAnswerEndsWhereALimitSaysSo() {
        RollingHold hold = new RollingHold(SETTINGS, (tokens) -> new Growth.Result.Away(),
                terms(5000, Optional.of(Rejects.budgetUnavailable("cap"))), RollingHoldTest::words, BudgetEvents.NONE);

        assertThat(deliver(hold, 100)).isEqualTo(90);
        assertThat(hold.cover(TEN)).isInstanceOf(Covering.Away.class);
    }

    @Test
    void I1_withoutTheStoreAnAnswerGoesOnWhereLimitsLetIt() {
        RollingHold hold = new RollingHold(SETTINGS, (tokens) -> new Growth.Result.Away(),
                terms(5000, Optional.empty()), RollingHoldTest::words, BudgetEvents.NONE);

        assertThat(deliver(hold, 100)).isEqualTo(1000);
    }

    @Test
    void C3_nothingIsDeliveredUnderATicketThatHasBeenCharged() {
        Account cap = cap(10_000);
        HoldRequest request = held(cap, INPUT + 100);
        RollingHold hold = hold(request, 5000);
        this.accounts.settle(new Settlement(ORGANISATION, request.ticket(), Money.ZERO, LedgerEntry.EMPTY));

        assertThat(deliver(hold, 100)).isLessThanOrEqualTo(100);
    }

    /** 64 streams of any length at any speed, some of which end by themselves. */
    @Test
    void P1_64AnswersAtOneCapNeverPassItAndUseItUp() throws InterruptedException {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Account cap = cap(60_000);
        AtomicLong highest = new AtomicLong();
        CountDownLatch begin = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                Random random = new Random(seed + i);
                HoldRequest request = request(cap, INPUT + 100);
                threads.submit(() -> {
                    begin.await();
                    if (this.accounts.hold(request) instanceof HoldResult.Held) {
                        RollingHold hold = hold(request, 5000);
                        int delivered = deliver(hold, random.nextInt(50, 500));
                        Balance balance = balance(cap);
                        highest.accumulateAndGet(balance.used() + balance.held(), Math::max);
                        this.accounts.settle(new Settlement(ORGANISATION, request.ticket(),
                                new Money((INPUT + delivered) * NANOS_A_TOKEN), LedgerEntry.EMPTY));
                    }
                    return null;
                });
            }
            begin.countDown();
        }

        assertThat(highest.get()).isLessThanOrEqualTo(cap.cap());
        assertThat(used(cap)).isBetween(60_000 * 95L / 100, 60_000L);
        assertThat(held(cap)).isZero();
    }

    /** How many tokens went through. */
    private static int deliver(RollingHold hold, int times) {
        int delivered = 0;
        for (int i = 0; i < times && hold.cover(TEN) instanceof Covering.Covered; i++) {
            delivered += 10;
        }
        return delivered;
    }

    private RollingHold hold(Account cap, long whole) {
        return hold(held(cap, INPUT + 100), whole);
    }

    private static RollingHold hold(Growth growth) {
        return new RollingHold(SETTINGS, growth, terms(5000, Optional.empty()), RollingHoldTest::words,
                BudgetEvents.NONE);
    }

    private static Growth.Result spent(boolean othersHold) {
        return new Growth.Result.Short(Rejects.spendCapHeld("cap", "1 USD", Money.ZERO, Money.ZERO), othersHold);
    }

    private HoldRequest held(Account cap, long tokens) {
        HoldRequest request = request(cap, tokens);
        assertThat(this.accounts.hold(request)).isInstanceOf(HoldResult.Held.class);
        return request;
    }

    private Growth growth(HoldRequest request) {
        return new AccountGrowth(this.accounts,
                new AccountGrowth.Held(ORGANISATION, request.ticket(), request.holds(), LEASE),
                (tokens) -> new Money((INPUT + tokens) * NANOS_A_TOKEN),
                (exhausted) -> Rejects.spendCapHeld("cap", "1 USD", Money.ZERO, Money.ZERO),
                (ticket, reserved, balances) -> this.grown.add(reserved));
    }

    private RollingHold hold(HoldRequest request, long whole) {
        return new RollingHold(SETTINGS, growth(request), terms(whole, Optional.empty()), RollingHoldTest::words,
                new BudgetEvents() {
                    @Override
                    public void answerWaited() {
                        RollingHoldTest.this.waited.incrementAndGet();
                    }
                });
    }

    private static RollingHold.Terms terms(long whole, Optional<Reject> denied) {
        return new RollingHold.Terms(100, whole, Usage.ofTokens(INPUT, whole), Rejects.budgetUnavailable("cap"),
                denied);
    }

    private HoldRequest request(Account cap, long tokens) {
        return new HoldRequest(ORGANISATION, Ticket.random(this.random),
                List.of(AccountHold.of(cap, new Money(tokens * NANOS_A_TOKEN))), LEASE, LedgerEntry.EMPTY);
    }

    private static long words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    private long held(Account cap) {
        return balance(cap).held() / NANOS_A_TOKEN;
    }

    private long used(Account cap) {
        return balance(cap).used() / NANOS_A_TOKEN;
    }

    private Balance balance(Account cap) {
        return ((BalancesResult.Balances) this.accounts.balances(ORGANISATION, List.of(cap))).balances().getFirst();
    }

}
