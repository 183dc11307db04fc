package llmgateway.budget.account.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.HoldResult.Held;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.ReleaseResult.Released;
import llmgateway.budget.account.SettleResult.Settled;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.account.Unavailable;
import llmgateway.budget.account.Unit;
import llmgateway.budget.account.Window;
import llmgateway.budget.redis.Eventually;
import llmgateway.budget.redis.Interceptor;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.budget.redis.RedissonConfigs;
import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

import static org.assertj.core.api.Assertions.assertThat;

/** Redis fails under a running node, and comes back. */
class RedisAccountsOutageTest {

    /** Redisson's own defaults would block a call for some 17 s. */
    private static final Duration FAR_BELOW_REDISSONS_DEFAULT = Duration.ofSeconds(5);

    private static final Money SOME = Money.parse("0.10");

    private final Calls calls = Calls.underCap("1.00");

    private RedisProcess redis;

    private Node node;

    @BeforeEach
    void start() {
        this.redis = RedisProcess.start();
        this.node = Node.on(this.redis.address(), RedisAccountsSettings.DEFAULT);
        Eventually.until("the node is warm", () -> hold() instanceof Held);
    }

    @AfterEach
    void stop() {
        this.node.close();
        this.redis.close();
    }

    @Test
    void I1_deadRedisIsUnavailableAtOnceAndCostsNothingOnceTheCircuitIsOpen() {
        this.redis.kill();

        long start = System.nanoTime();
        assertThat(hold()).isInstanceOf(Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FAR_BELOW_REDISSONS_DEFAULT);
        awaitReason(Reason.CIRCUIT_OPEN);
    }

    @Test
    void I2_frozenRedisIsUnavailableAndWhatItDoesOnWakingIsUndone() {
        long before = this.calls.balance(this.node.accounts()).held();
        this.redis.freeze();
        assertThat(hold()).isEqualTo(new Unavailable(Reason.TIMEOUT));
        awaitReason(Reason.CIRCUIT_OPEN);

        this.redis.thaw();

        Ticket ticket = this.calls.ticket();
        Eventually.until("holding again",
                () -> this.calls.hold(this.node.accounts(), this.calls.ticket(), Money.ZERO) instanceof Held);
        assertThat(this.calls.hold(this.node.accounts(), ticket, SOME)).isInstanceOf(Held.class);
        Eventually.until("the holds nobody waits for are released",
                () -> this.calls.balance(this.node.accounts()).held() == before + SOME.nanos());
    }

    @Test
    void I4_flushedScriptsAreSentAgainOnce() {
        this.redis.command("SCRIPT", "FLUSH");
        Ticket ticket = this.calls.ticket();
        long before = this.calls.balance(this.node.accounts()).held();

        assertThat(this.calls.hold(this.node.accounts(), ticket, SOME)).isInstanceOf(Held.class);
        assertThat(this.calls.balance(this.node.accounts()).held()).isEqualTo(before + SOME.nanos());
        this.redis.command("SCRIPT", "FLUSH");
        assertThat(this.calls.settle(this.node.accounts(), ticket, SOME)).isInstanceOf(Settled.class);
        assertThat(this.calls.balance(this.node.accounts()).used()).isEqualTo(SOME.nanos());
    }

    @Test
    void I4_readOnlyReplicaIsUnavailableUntilItIsAMasterAgain() {
        this.redis.command("REPLICAOF", "127.0.0.1", "1");
        assertThat(hold()).isEqualTo(new Unavailable(Reason.READ_ONLY));

        this.redis.command("REPLICAOF", "NO", "ONE");
        assertThat(hold()).isInstanceOf(Held.class);
    }

    @Test
    void I4_redisOutOfMemoryHoldsNothingButStillSettlesAndReleases() {
        Ticket settled = held();
        Ticket released = held();
        Ticket overdue = held();
        this.node.accounts().extendLease(this.calls.organisation(), overdue, Duration.ZERO);
        this.redis.command("CONFIG", "SET", "maxmemory", "1");

        assertThat(hold()).isEqualTo(new Unavailable(Reason.OUT_OF_MEMORY));
        assertThat(this.calls.settle(this.node.accounts(), settled, SOME)).isInstanceOf(Settled.class);
        assertThat(this.calls.release(this.node.accounts(), released)).isEqualTo(new Released());
        this.node.accounts().expire(this.calls.organisation(), 10);

        assertThat(this.calls.balance(this.node.accounts()).used()).isEqualTo(2 * SOME.nanos());
        this.redis.command("CONFIG", "SET", "maxmemory", "0");
        assertThat(hold()).isInstanceOf(Held.class);
    }

    @ParameterizedTest
    @CsvSource({ "-LOADING Redis is loading the dataset in memory,BUSY",
            "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.,BUSY",
            "-CLUSTERDOWN Hash slot not served,CLUSTER", "-TRYAGAIN Multiple keys request during rehashing,CLUSTER",
            "-CROSSSLOT Keys in request don't hash to the same slot,CLUSTER",
            "-READONLY You can't write against a read only replica.,READ_ONLY",
            "-OOM command not allowed when used memory > 'maxmemory'.,OUT_OF_MEMORY",
            "-ERR something nobody foresaw,ERROR" })
    void I4_errorIsNamedAndNotReplayed(String error, Reason reason) {
        try (Interceptor interceptor = Interceptor.before(this.redis);
                Node behind = Node.on(interceptor.address(), RedisAccountsSettings.DEFAULT)) {
            Eventually.until("the node is warm",
                    () -> this.calls.hold(behind.accounts(), this.calls.ticket(), Money.ZERO) instanceof Held);
            int sent = interceptor.scriptsSeen();
            interceptor.answerScriptsWith(error);

            assertThat(this.calls.settle(behind.accounts(), this.calls.ticket(), SOME))
                .isEqualTo(new Unavailable(reason));
            assertThat(interceptor.scriptsSeen() - sent).isEqualTo(1);
        }
    }

    @Test
    void I5_flushedRedisGrantsNothingUntilAnOperatorBegins() {
        Ticket ticket = held();
        this.redis.command("FLUSHALL");

        assertThat(hold()).isEqualTo(new Unavailable(Reason.FORGOTTEN));
        assertThat(this.calls.settle(this.node.accounts(), ticket, SOME)).isEqualTo(new Unavailable(Reason.FORGOTTEN));
        assertThat(this.redis.keys("*")).isEmpty();

        assertThat(this.node.accounts().begin(this.calls.organisation())).isEmpty();
        assertThat(hold()).isInstanceOf(Held.class);
    }

    @Test
    void I5_redisRestartedEmptyIsToldFromANewOne() {
        this.redis.kill();
        assertThat(hold()).isInstanceOf(Unavailable.class);
        this.redis.restart();

        awaitReason(Reason.FORGOTTEN);
    }

    @Test
    void I5_accountsAreRebuiltFromTheArchivedLedger() {
        for (int i = 0; i < 5; i++) {
            this.calls.settle(this.node.accounts(), held(), new Money(1_000_000 + i));
        }
        List<LedgerLine> archived = RedisLedger.read(this.redis, this.calls.organisation());
        Balance before = this.calls.balance(this.node.accounts());
        this.redis.command("FLUSHALL");

        for (int replay = 0; replay < 2; replay++) {
            for (LedgerLine line : archived) {
                assertThat(this.node.accounts()
                    .restore(new Settlement(this.calls.organisation(), line.ticket(), line.charge(), line.entry()),
                            line.accounts()))
                    .isInstanceOf(Settled.class);
            }
        }
        assertThat(hold()).as("closed until an operator says it is complete")
            .isEqualTo(new Unavailable(Reason.FORGOTTEN));
        this.node.accounts().begin(this.calls.organisation());

        assertThat(this.calls.balance(this.node.accounts()).used()).isEqualTo(before.used());
        assertThat(RedisLedger.read(this.redis, this.calls.organisation())).hasSize(archived.size());
    }

    @Test
    void I5_otherNodesFollowTheOperator() {
        try (Node other = Node.on(this.redis.address())) {
            assertThat(this.calls.hold(other.accounts(), this.calls.ticket(), SOME)).isInstanceOf(Held.class);
            this.redis.command("FLUSHALL");
            this.node.accounts().begin(this.calls.organisation());

            assertThat(this.calls.hold(other.accounts(), this.calls.ticket(), SOME)).isInstanceOf(Held.class);
        }
    }

    @Test
    void I5_nodeThatKnowsDoesNotFollowOneThatTookTheWipedRedisForNew() {
        this.redis.command("FLUSHALL");
        try (Node ignorant = Node.on(this.redis.address())) {
            assertThat(this.calls.hold(ignorant.accounts(), this.calls.ticket(), SOME)).isInstanceOf(Held.class);

            assertThat(hold()).isEqualTo(new Unavailable(Reason.FORGOTTEN));
        }
    }

    @Test
    void I5_nodeWithAnEpochFileKnowsAWipedRedisAfterItsOwnRestart(@TempDir Path directory) {
        RedisAccountsSettings settings = RedisAccountsSettings.DEFAULT.withTimeLimit(Duration.ofSeconds(10))
            .withEpochFile(directory.resolve("epochs"));
        try (Node first = Node.on(this.redis.address(), settings)) {
            assertThat(this.calls.hold(first.accounts(), this.calls.ticket(), SOME)).isInstanceOf(Held.class);
        }
        this.redis.command("FLUSHALL");

        try (Node again = Node.on(this.redis.address(), settings)) {
            assertThat(this.calls.hold(again.accounts(), this.calls.ticket(), SOME))
                .isEqualTo(new Unavailable(Reason.FORGOTTEN));
        }
    }

    @Test
    void I5_evictedEpochIsNotTakenForAFirstInstallation() {
        held();
        this.redis.command("DEL", "llm:{" + this.calls.organisation().id() + "}:epoch");

        try (Node fresh = Node.on(this.redis.address())) {
            assertThat(this.calls.hold(fresh.accounts(), this.calls.ticket(), SOME))
                .isEqualTo(new Unavailable(Reason.FORGOTTEN));
        }
    }

    @Test
    void startsWithoutRedisAndHoldsOnceItIsThere() {
        this.redis.kill();
        try (Node early = new Node(RedisConnection
            .open(RedissonConfigs.ofAddress(this.redis.address(), Duration.ofSeconds(1)), Duration.ofMillis(1)),
                this.node.accounts())) {
            assertThat(early.connection().client()).isEmpty();
            this.redis.restart();
            Eventually.until("connected", () -> early.connection().client().isPresent());
        }
    }

    @Test
    void accountsThatCountNothingLeaveNoKeysBehind() {
        Calls others = Calls.underCap("1.00");
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Ticket ticket = others.ticket();
            assertThat(others.hold(this.node.accounts(), ticket, SOME)).isInstanceOf(Held.class);
            tickets.add(ticket);
        }
        tickets.forEach((ticket) -> others.release(this.node.accounts(), ticket));

        assertThat(this.redis.keys("llm:{" + others.organisation().id() + "}:account:*")).isEmpty();
        assertThat(this.redis.keys("llm:{" + others.organisation().id() + "}:ticket:*")).isEmpty();
    }

    @Test
    void windowsAndEndedTicketsAreForgottenInTheEnd() {
        long now = System.currentTimeMillis();
        Account hourly = new Account(new AccountName("alice/hour"), Unit.NANO_DOLLARS, 100,
                List.of(new Window(now - 1_000_000, now + 1_000_000)));
        Calls hours = new Calls(this.calls.organisation(), hourly, this.calls.slots());
        Ticket ticket = hours.ticket();
        hours.hold(this.node.accounts(), ticket, new Money(10));
        hours.settle(this.node.accounts(), ticket, new Money(10));

        String prefix = "llm:{" + this.calls.organisation().id() + "}:";
        assertThat((Long) this.redis.command("PTTL", prefix + "account:" + (now - 1_000_000) + ":alice/hour"))
            .isBetween(Duration.ofDays(8).toMillis(), Duration.ofDays(9).toMillis());
        assertThat((Long) this.redis.command("PTTL", prefix + "ending:" + ticket.value())).isPositive();
    }

    private HoldResult hold() {
        return this.calls.hold(this.node.accounts(), this.calls.ticket(), SOME);
    }

    private Ticket held() {
        Ticket ticket = this.calls.ticket();
        assertThat(this.calls.hold(this.node.accounts(), ticket, SOME)).isInstanceOf(Held.class);
        return ticket;
    }

    private void awaitReason(Reason reason) {
        Eventually.until(reason.name(), () -> hold().equals(new Unavailable(reason)));
    }

}
