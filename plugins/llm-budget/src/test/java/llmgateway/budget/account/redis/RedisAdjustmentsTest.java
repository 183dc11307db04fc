package llmgateway.budget.account.redis;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Adjustment.Change;
import llmgateway.budget.account.AdjustmentsContract;
import llmgateway.budget.account.Window;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.core.call.Ticket;

import static org.assertj.core.api.Assertions.assertThat;

class RedisAdjustmentsTest extends AdjustmentsContract {

    private static RedisProcess redis;

    private static Node node;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        node = Node.on(redis.address());
    }

    @AfterAll
    static void stop() {
        node.close();
        redis.close();
    }

    @Override
    protected Accounts accounts() {
        return node.accounts();
    }

    @Test
    void adjustmentsAreRecordedApartFromTheLedger() {
        Account account = money("alice", Window.ALWAYS);
        Ticket ticket = ticket();
        hold(ticket, account, 70);
        settle(ticket, 60);
        adjust("1", account, new Change.TopUp(50));
        adjust("2", account, new Change.Reset());
        adjust("2", account, new Change.Reset());

        List<?> recorded = (List<?>) redis.command("XRANGE", key("adjustments"), "-", "+");
        assertThat(recorded.stream().<Object>map((entry) -> ((List<?>) entry).get(1)))
            .containsExactly(entry("1", "top_up", "50"), entry("2", "reset", "0"));
        assertThat(RedisLedger.read(redis, organisation())).hasSize(1);
    }

    @Test
    void toppedUpWindowIsForgottenInTheEnd() {
        long now = System.currentTimeMillis();
        long start = now - 1_000_000;
        adjust("1", money("alice/hour", new Window(start, now + 1_000_000)), new Change.TopUp(50));

        assertThat((Long) redis.command("PTTL", key("account:" + start + ":alice/hour"))).isPositive();
        assertThat((Long) redis.command("PTTL", key("adjustment:1"))).isPositive();
    }

    @Test
    void accountThatCountsNothingAfterAResetLeavesNoKeyBehind() {
        Account account = money("alice", Window.ALWAYS);
        Ticket ticket = ticket();
        hold(ticket, account, 70);
        settle(ticket, 60);
        adjust("1", account, new Change.Reset());

        assertThat(redis.keys(key("account:*"))).isEmpty();
    }

    private String key(String name) {
        return "llm:{" + organisation().id() + "}:" + name;
    }

    private static List<String> entry(String id, String change, String amount) {
        return List.of("id", id, "account", "alice", "unit", "usd", "from", "0", "to", Long.toString(Window.NEVER),
                "change", change, "amount", amount, "used", "60", "note", "said so,\nby phone");
    }

}
