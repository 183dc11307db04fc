package llmgateway.metrics.accounting;

import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.ledger.LedgerEntry;

/**
 * A call that came to its end.
 *
 * @param entry what the ledger says of it; also made where it has none, for the access
 * log
 */
public record FinishedCall(AdmittedCall call, CallReport report, Charge charge, LedgerEntry entry) {
}
