package llmgateway.budget.settlement;

import java.util.HashMap;
import java.util.Map;

import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.LedgerField;

/** The entry of a call that nobody reported, as this node brings it to the store. */
final class EstimatedEntry {

    private EstimatedEntry() {
    }

    static LedgerEntry of(LedgerEntry admitted) {
        Map<String, String> fields = new HashMap<>(admitted.fields());
        fields.put(LedgerField.ESTIMATED.wireName(), "1");
        return new LedgerEntry(fields);
    }

}
