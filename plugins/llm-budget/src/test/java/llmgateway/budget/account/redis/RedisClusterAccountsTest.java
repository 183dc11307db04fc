package llmgateway.budget.account.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.AccountsContract;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.budget.redis.RedissonConfigs;

/** The scripts find accounts by themselves; a cluster must carry that. */
class RedisClusterAccountsTest extends AccountsContract {

    private static RedisProcess redis;

    private static Node node;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        redis = RedisProcess.startCluster(directory);
        Path file = Files.writeString(directory.resolve("redisson.yaml"), """
                clusterServersConfig:
                  nodeAddresses: ["%s"]
                """.formatted(redis.address()));
        RedisAccountsSettings settings = RedisAccountsSettings.DEFAULT.withTimeLimit(Duration.ofSeconds(10));
        node = Node.with(RedissonConfigs.ofFile(file, settings.timeLimit()), settings);
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
