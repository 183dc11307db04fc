package llmgateway.budget.account.redis;

import java.time.Duration;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;

import llmgateway.budget.account.Balance;
import llmgateway.budget.account.Ending;
import llmgateway.budget.account.HoldResult.Held;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.ReleaseResult.Released;
import llmgateway.budget.account.SettleResult.Settled;
import llmgateway.budget.account.SettleResult;
import llmgateway.budget.account.Unavailable;
import llmgateway.budget.redis.Eventually;
import llmgateway.budget.redis.Interceptor;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.budget.redis.RedissonConfigs;
import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

import static org.assertj.core.api.Assertions.assertThat;

/** Redis has done it, and the answer is lost on the way. */
class RedisAccountsResendTest {

    private static final Money HOLD = Money.parse("0.30");

    private static final Money COST = Money.parse("0.12");

    private static RedisProcess redis;

    private static Interceptor interceptor;

    /**
     * A client library that resends by itself, as Redisson does unless told otherwise.
     */
    private static Node resending;

    private static Node straight;

    private final Calls calls = Calls.underCap("1.00");

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        interceptor = Interceptor.before(redis);
        Config config = RedissonConfigs.ofAddress(interceptor.address(), Duration.ofMillis(300));
        config.useSingleServer().setRetryAttempts(3).setRetryDelay(new ConstantDelay(Duration.ofMillis(20)));
        resending = Node.with(config, RedisAccountsSettings.DEFAULT.withTimeLimit(Duration.ofSeconds(10)));
        straight = Node.on(redis.address());
        loadScripts();
    }

    /**
     * An answer that a script is not known would be lost in place of the script's own.
     */
    private static void loadScripts() {
        Calls calls = Calls.underCap("1.00");
        Ticket ticket = calls.ticket();
        calls.hold(straight.accounts(), ticket, HOLD);
        calls.resize(straight.accounts(), ticket, 1, HOLD);
        calls.settle(straight.accounts(), ticket, COST);
        calls.release(straight.accounts(), ticket);
    }

    @AfterAll
    static void stop() {
        resending.close();
        straight.close();
        interceptor.close();
        redis.close();
    }

    @Test
    void C4_resentHoldHoldsOnce() {
        assertThat(resent(() -> this.calls.hold(resending.accounts(), this.calls.ticket(), HOLD)))
            .isInstanceOf(Held.class);

        Balance balance = this.calls.balance(straight.accounts());
        assertThat(balance.held()).isEqualTo(HOLD.nanos());
        assertThat(this.calls.callsInFlight(straight.accounts())).isEqualTo(1);
    }

    @Test
    void C4_resentResizeGrowsOnce() {
        Ticket ticket = held();

        assertThat(resent(() -> this.calls.resize(resending.accounts(), ticket, 1, Money.parse("0.50"))))
            .isInstanceOf(Held.class);

        assertThat(this.calls.balance(straight.accounts()).held()).isEqualTo(Money.parse("0.50").nanos());
    }

    @Test
    void C4_resentSettlementChargesOnce() {
        Ticket ticket = held();

        SettleResult result = resent(() -> this.calls.settle(resending.accounts(), ticket, COST));

        assertThat(result).isInstanceOfSatisfying(Settled.class, (settled) -> {
            assertThat(settled.charged()).isEqualTo(COST);
            assertThat(settled.repeated()).as("the answer is that to the copy").isTrue();
        });
        assertThat(this.calls.balance(straight.accounts()).used()).isEqualTo(COST.nanos());
        assertThat(RedisLedger.read(redis, this.calls.organisation())).singleElement()
            .satisfies((line) -> assertThat(line.reason()).isEqualTo(Ending.Kind.SETTLED));
    }

    @Test
    void C4_resentReleaseFreesOnce() {
        Ticket other = held();
        Ticket ticket = held();

        assertThat(resent(() -> this.calls.release(resending.accounts(), ticket))).isEqualTo(new Released());

        assertThat(this.calls.balance(straight.accounts()).held()).isEqualTo(HOLD.nanos());
        assertThat(this.calls.settle(straight.accounts(), other, COST)).isInstanceOf(Settled.class);
    }

    @Test
    void P3_holdWithoutAnAnswerIsReleasedInTheBackground() {
        RedisAccountsSettings settings = RedisAccountsSettings.DEFAULT.withTimeLimit(Duration.ofMillis(500));
        try (Node node = Node.on(interceptor.address(), settings)) {
            this.calls.balance(node.accounts());
            interceptor.dropNextReplies(1);

            HoldResult result = this.calls.hold(node.accounts(), this.calls.ticket(), HOLD);

            assertThat(result).isInstanceOf(Unavailable.class);
            Eventually.until("the hold is released", () -> this.calls.balance(straight.accounts()).held() == 0
                    && this.calls.callsInFlight(straight.accounts()) == 0);
        }
    }

    private Ticket held() {
        Ticket ticket = this.calls.ticket();
        assertThat(this.calls.hold(resending.accounts(), ticket, HOLD)).isInstanceOf(Held.class);
        return ticket;
    }

    private <R> R resent(Supplier<R> request) {
        this.calls.balance(resending.accounts());
        int before = interceptor.scriptsSeen();
        interceptor.dropNextReplies(1);
        R result = request.get();
        assertThat(interceptor.scriptsSeen() - before).as("times sent").isGreaterThan(1);
        return result;
    }

}
