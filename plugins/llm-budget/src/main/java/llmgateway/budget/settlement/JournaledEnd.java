package llmgateway.budget.settlement;

import java.util.List;
import java.util.Optional;

import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.settlement.journal.JournalLine;

/**
 * Ends as they are read from a journal: what was taken from buckets of tokens is not put
 * right again, and nobody is told that a call overran.
 */
final class JournaledEnd {

    private JournaledEnd() {
    }

    static CallEnd of(Organisation organisation, JournalLine.Settled line) {
        return new CallEnd.Charge(new Settlement(organisation, line.ticket(), line.charge(), line.entry()),
                Optional.empty(), new CallEnd.Admitted(line.basis(), line.accounts(), Optional.empty(), List.of()));
    }

    static CallEnd of(JournalLine.Released line) {
        return new CallEnd.Release(line.ticket(), CallEnd.Admitted.ELSEWHERE);
    }

}
