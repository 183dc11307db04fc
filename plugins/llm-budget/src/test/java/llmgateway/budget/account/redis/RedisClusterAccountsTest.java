package llmgateway.budget.account.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.AccountsContract;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.budget.redis.RedissonConfigs;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageBook.Granularity;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.money.Money;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void usageIsReadFromACluster() {
        accounts().balances(organisation(), List.of());
        accounts().restore(new Settlement(organisation(), new Ticket("lost"), new Money(7),
                new LedgerEntry(Map.of("consumer", "alice"))), List.of());
        UsageBook book = new RedisUsageBook(node.connection(), organisation(), UsageRetention.DEFAULT);
        Instant now = Instant.now();
        List<LedgerRecord> records = new ArrayList<>();

        book.entries(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)), records::add);
        assertThat(records).extracting(LedgerRecord::charge).containsExactly(new Money(7));
        assertThat(book.rollups(Granularity.DAY, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1))))
            .isInstanceOfSatisfying(UsageResult.Read.class, (read) -> assertThat((List<?>) read.value()).hasSize(1));
    }

}
