package llmgateway.budget.admission;

import java.util.List;

import llmgateway.budget.settlement.TokensTaken;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.LedgerEntry;

/** Writes down what any node needs to settle a call. */
@FunctionalInterface
public interface EntryWriter {

    LedgerEntry entry(AdmittedCall call, List<TokensTaken> taken);

}
