package llmgateway.budget.settlement;

import java.util.List;
import java.util.Map;

import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.AdmittedCallEntry;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.LedgerField;

/**
 * What is noted with a hold: all that another node needs to settle the call, and what the
 * ledger says should nobody do so.
 */
public final class HeldEntry {

    /** The budget's own; gone from the ledger once the call has been settled. */
    private static final String TOKENS_TAKEN = "tokens_taken";

    private HeldEntry() {
    }

    public static LedgerEntry write(AdmittedCall call, List<TokensTaken> taken) {
        Map<String, String> fields = AdmittedCallEntry.write(call);
        // What is charged then is what was held.
        fields.put(LedgerField.ESTIMATED.wireName(), "1");
        if (!taken.isEmpty()) {
            fields.put(TOKENS_TAKEN, TokensTakenText.write(taken));
        }
        return new LedgerEntry(fields);
    }

    /**
     * @throws IllegalArgumentException if it is not what {@link #write} makes
     */
    static AdmittedCall call(Ticket ticket, LedgerEntry entry) {
        return AdmittedCallEntry.read(ticket, entry.fields());
    }

    /**
     * @throws IllegalArgumentException if it is not what {@link #write} makes
     */
    static List<TokensTaken> taken(LedgerEntry entry) {
        return TokensTakenText.read(entry.fields().getOrDefault(TOKENS_TAKEN, ""));
    }

}
