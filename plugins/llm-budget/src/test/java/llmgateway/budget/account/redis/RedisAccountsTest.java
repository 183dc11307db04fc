package llmgateway.budget.account.redis;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.AccountsContract;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.redis.RedisProcess;

class RedisAccountsTest extends AccountsContract {

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

    @Override
    protected List<LedgerLine> ledger(Organisation organisation) {
        return RedisLedger.read(redis, organisation);
    }

}
