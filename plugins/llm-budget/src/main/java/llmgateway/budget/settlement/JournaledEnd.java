package llmgateway.budget.settlement;

import java.util.List;
import java.util.Optional;

import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.settlement.journal.JournalLine;
import llmgateway.budget.settlement.journal.JournalLine.Basis;

/**
 * Ends as they are read from a journal: what was taken from buckets of tokens is not put
 * right again, and nobody is told that a call overran.
 */
final class JournaledEnd {

    private JournaledEnd() {
    }

    static CallEnd of(Organisation organisation, JournalLine.Settled line) {
        return new CallEnd.Charge(new Settlement(organisation, line.ticket(), line.charge(), line.entry()),
                Optional.empty(), admitted(line.basis(), line.accounts()));
    }

    static CallEnd of(JournalLine.Released line) {
        return new CallEnd.Release(line.ticket(), CallEnd.Admitted.ELSEWHERE);
    }

    static CallEnd of(Organisation organisation, JournalLine.Admitted line) {
        return new CallEnd.Charge(
                new Settlement(organisation, line.ticket(), line.reserved(), EstimatedEntry.of(line.entry())),
                Optional.empty(), admitted(Basis.NOT_HELD, line.accounts()));
    }

    private static CallEnd.Admitted admitted(Basis basis, List<Reservation> accounts) {
        return new CallEnd.Admitted(basis, accounts, Optional.empty(), List.of());
    }

}
