package llmgateway.e2e.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.budget.account.OpenTicketsResult;
import llmgateway.budget.limit.Subjects;
import llmgateway.budget.management.BudgetManagement;
import llmgateway.budget.management.LimitStatus;
import llmgateway.core.call.Caller;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a gateway's store says.
 *
 * @param usage the ledger
 * @param budgets limits and tickets
 */
record Books(UsageBook usage, BudgetManagement budgets) {

    private static final Subjects SUBJECTS = new Subjects(
            new Caller(Optional.of("alice"), Optional.empty(), Optional.empty()), Optional.empty(), Optional.empty());

    private static final Duration SETTLED = Duration.ofSeconds(30);

    /** Every entry so far, in order. */
    List<LedgerRecord> ledger() {
        List<LedgerRecord> records = new ArrayList<>();
        Instant now = Instant.now();
        assertThat(this.usage.entries(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)), records::add))
            .isInstanceOf(UsageResult.Read.class);
        return records;
    }

    /** In nano-dollars. */
    long charged() {
        return ledger().stream().mapToLong((record) -> record.charge().nanos()).sum();
    }

    /** Of a limit that counts the consumer {@code alice} or everybody. */
    LimitStatus limit(String name) {
        return this.budgets.limit(name, SUBJECTS)
            .flatMap((limit) -> this.budgets.status(List.of(limit)))
            .map(List::getFirst)
            .orElseThrow();
    }

    long openTickets() {
        return (this.budgets.openTickets(1) instanceof OpenTicketsResult.OpenTickets open) ? open.total() : -1;
    }

    void awaitNothingOpen() {
        await("no open tickets").atMost(SETTLED).until(() -> openTickets() == 0);
    }

}
