package llmgateway.budget.account.memory;

import java.time.Duration;
import java.time.InstantSource;

import org.junit.jupiter.api.Test;

import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.UsageBookContract;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageBook.Granularity;
import llmgateway.core.ledger.UsageKey;

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
        for (int i = 0; i <= MOST_KEYS; i++) {
            settle("0.01", alice("tags", "tag-" + i));
        }

        assertThat(rows(Granularity.TAG)).filteredOn((row) -> row.key().tag().equals(UsageKey.OTHER))
            .singleElement()
            .satisfies((row) -> assertThat(row.sums().calls()).isEqualTo(1));
        assertThat(rows(Granularity.DAY)).hasSize(1);
    }

}
