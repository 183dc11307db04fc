package llmgateway.budget.account.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Ending;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.UsageBookContract;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageBook.Granularity;
import llmgateway.core.ledger.UsageKey;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageRow;
import llmgateway.core.money.Money;

import static org.assertj.core.api.Assertions.assertThat;

class InMemoryUsageBookTest extends UsageBookContract {

    private static final int MOST_KEYS = 50_000;

    private final InMemoryAccounts accounts = new InMemoryAccounts(InstantSource.system(), Duration.ofHours(2),
            (line) -> {
            });

    @Override
    protected Accounts accounts() {
        return this.accounts;
    }

    @Override
    protected UsageBook book(Organisation organisation) {
        return this.accounts.usageBook(organisation);
    }

    @Test
    void P19_callersWhoMakeUpTagsAreCountedTogetherPastAMeasure() {
        InMemoryUsageBook book = new InMemoryUsageBook();
        Instant now = Instant.now();
        for (int i = 0; i < MOST_KEYS + 2; i++) {
            LedgerEntry entry = new LedgerEntry(Map.of("consumer", "alice", "tags", "tag-" + i));
            book.add(now, new LedgerLine("1", new Ticket("t"), Ending.Kind.SETTLED, new Money(1), Money.ZERO, List.of(),
                    entry));
        }

        UsageResult.Read<List<UsageRow>> tags = (UsageResult.Read<List<UsageRow>>) book.rollups(Granularity.TAG, now,
                now.plusSeconds(1));
        assertThat(tags.value()).hasSize(MOST_KEYS + 1);
        assertThat(tags.value()).filteredOn((row) -> row.key().tag().equals(UsageKey.OTHER))
            .singleElement()
            .satisfies((row) -> assertThat(row.sums().calls()).isEqualTo(2));
    }

}
