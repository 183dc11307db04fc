package llmgateway.budget.account.redis;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.HoldResult.Held;
import llmgateway.budget.account.Unavailable;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

import static org.assertj.core.api.Assertions.assertThat;

class RedisLedgerTrimTest {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    /** Redis drops entries by nodes of so many. */
    private static final int NODE = 100;

    private static final int ENTRIES = 3 * NODE;

    private static RedisProcess redis;

    private final Calls calls = Calls.underCap("1.00");

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void entriesPastTheirTimeAreDroppedAndWhatWasSpentStays() {
        try (Node node = Node.on(redis.address(),
                RedisAccountsSettings.DEFAULT.withTimeLimit(TIME_LIMIT).withLedgerRetention(Duration.ofMillis(1)))) {
            settleAll(node);

            assertThat(node.accounts().trimLedger(this.calls.organisation())).isEmpty();

            assertThat(RedisLedger.read(redis, this.calls.organisation())).hasSizeLessThan(ENTRIES);
            assertThat(this.calls.balance(node.accounts()).used()).isEqualTo(ENTRIES);
        }
        try (Node fresh = Node.on(redis.address())) {
            assertThat(this.calls.hold(fresh.accounts(), this.calls.ticket(), Money.ZERO)).isInstanceOf(Held.class);
        }
    }

    @Test
    void entriesWithinTheirTimeStay() {
        try (Node node = Node.on(redis.address())) {
            settleAll(node);

            assertThat(node.accounts().trimLedger(this.calls.organisation())).isEmpty();
            assertThat(node.accounts().trimLedger(this.calls.organisation())).isEmpty();

            assertThat(RedisLedger.read(redis, this.calls.organisation())).hasSize(ENTRIES);
        }
    }

    @Test
    void I1_deadRedisIsSaidToBe() {
        try (RedisProcess dead = RedisProcess.start(); Node node = Node.on(dead.address())) {
            this.calls.balance(node.accounts());
            dead.kill();

            assertThat(node.accounts().trimLedger(this.calls.organisation())).get().isInstanceOf(Unavailable.class);
        }
    }

    private void settleAll(Node node) {
        for (int i = 0; i < ENTRIES; i++) {
            Ticket ticket = this.calls.ticket();
            this.calls.hold(node.accounts(), ticket, Money.ZERO);
            this.calls.settle(node.accounts(), ticket, new Money(1));
        }
    }

}
