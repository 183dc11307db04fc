package llmgateway.budget.account.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.budget.account.AccountHold;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.HoldRequest;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Unknown;
import llmgateway.budget.account.memory.InMemoryAccounts;
import llmgateway.budget.rate.memory.InMemoryRateBuckets;
import llmgateway.budget.redis.Eventually;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.budget.settlement.Admission;
import llmgateway.budget.settlement.HeldEntry;
import llmgateway.budget.settlement.SettlementNode;
import llmgateway.budget.settlement.SettlementSettings;
import llmgateway.budget.settlement.Stores;
import llmgateway.budget.settlement.journal.JournalSettings;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallSettlement;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.Settlements.Finding;
import llmgateway.core.ledger.Settlements.Settling;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.money.Money;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.price.Price;
import llmgateway.core.trace.CallTrace;
import llmgateway.core.upstream.ServerAddress;
import llmgateway.core.upstream.Target;
import llmgateway.core.usage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Settlement on a real Redis, which comes back with what a replica would have. */
class SettlementAfterFailoverTest {

    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final Money RESERVED = Money.parse("0.50");

    private final Calls calls = Calls.underCap("1000");

    @TempDir
    Path directory;

    @Test
    void I3_whatRedisAcknowledgedAndLostIsBackAfterItsReturn() {
        try (RedisProcess redis = RedisProcess.start("--dir", this.directory.toString());
                Node redisNode = Node.on(redis.address());
                SettlementNode node = settling(redisNode)) {
            settle(redisNode, node, 10);
            redis.command("SAVE");
            settle(redisNode, node, 15);
            AdmittedCall open = admit(redisNode, node);

            redis.kill();
            assertThat(node.settlements().settle(settlement(open))).isEqualTo(Settling.PENDING);
            redis.restart();

            Eventually.until("all is settled again",
                    () -> RedisLedger.read(redis, this.calls.organisation()).size() == 26);
            Balance balance = this.calls.balance(redisNode.accounts());
            assertThat(new Money(balance.used())).isEqualTo(Money.parse("2.6"));
            assertThat(balance.held()).isZero();
            assertThat(RedisLedger.read(redis, this.calls.organisation())).extracting(LedgerLine::ticket)
                .doesNotHaveDuplicates();
        }
    }

    @Test
    void whatClientsWroteIsTheSameOnEveryNode() {
        try (RedisProcess redis = RedisProcess.start();
                Node redisNode = Node.on(redis.address());
                Node other = Node.on(redis.address());
                SettlementNode node = settling(redisNode)) {
            AdmittedCall call = admit(redisNode, node);
            awaitRedis(other);
            try (SettlementNode elsewhere = SettlementNode.open(stores(other), SettlementSettings.DEFAULT,
                    BudgetEvents.NONE, InstantSource.system())) {
                assertThat(elsewhere.settlements().find(call.ticket())).isEqualTo(new Finding.Open(call));
                assertThat(elsewhere.settlements().settle(settlement(call))).isEqualTo(Settling.SETTLED);
                assertThat(node.settlements().settle(settlement(call))).isEqualTo(Settling.REPEATED);
            }
        }
    }

    private void settle(Node redisNode, SettlementNode node, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(node.settlements().settle(settlement(admit(redisNode, node)))).isEqualTo(Settling.SETTLED);
        }
    }

    private AdmittedCall admit(Node redisNode, SettlementNode node) {
        AdmittedCall call = new AdmittedCall(this.calls.ticket(), new CallId("call_" + "0".repeat(32)), Caller.UNKNOWN,
                Endpoint.CHAT_COMPLETIONS, false,
                Optional.of(new OriginalModel("gpt\n\r\0\t\"\\/]}\u2028\ud83d\ude00")), new CatalogueModel("gpt"),
                new Target("openai", Dialect.OPENAI, new RequestModel("gpt-5")), Optional.empty(), Price.FREE,
                Priced.LISTED, Usage.NONE, RESERVED, Optional.of(""), List.of("a,b", "\n"), Way.DIRECT, Instant.now(),
                Optional.of(new ServerAddress("api.openai.com", 443)), Optional.of(new CallTrace("0".repeat(31) + "1",
                        "0".repeat(15) + "1", Optional.empty(), true, Optional.of("vendor=\"\\\""))));
        Ticket ticket = call.ticket();
        HoldResult held = redisNode.accounts()
            .hold(new HoldRequest(this.calls.organisation(), ticket,
                    List.of(AccountHold.of(this.calls.money(), RESERVED)), LEASE, HeldEntry.write(call, List.of())));
        assertThat(held).isInstanceOfSatisfying(HoldResult.Held.class, (granted) -> node.admitted(new Admission(call,
                true, granted.balances().stream().map(Balance::reservation).toList(), false, List.of(), LEASE, false)));
        return call;
    }

    private static CallSettlement settlement(AdmittedCall call) {
        return new CallSettlement(call.ticket(), Optional.of(Usage.NONE), Money.parse("0.10"),
                new LedgerEntry(Map.of("model", call.asked().orElseThrow().name())));
    }

    private SettlementNode settling(Node redisNode) {
        awaitRedis(redisNode);
        SettlementSettings settings = new SettlementSettings(Duration.ofMillis(50), 1000, LEASE, LEASE,
                Optional.of(JournalSettings.in(this.directory.resolve("journal"))));
        return SettlementNode.open(stores(redisNode), settings, BudgetEvents.NONE, InstantSource.system());
    }

    private void awaitRedis(Node redisNode) {
        Eventually.until("Redis is connected",
                () -> redisNode.accounts().find(this.calls.organisation(), this.calls.ticket()) instanceof Unknown);
    }

    private Stores stores(Node redisNode) {
        InMemoryAccounts local = new InMemoryAccounts(InstantSource.system(), LEASE, (line) -> {
        });
        return new Stores(this.calls.organisation(), redisNode.accounts(), new InMemoryRateBuckets(System::nanoTime),
                () -> local);
    }

}
