package llmgateway.budget.archive;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import llmgateway.core.ledger.LedgerRecord;

/** A ledger entry as one line of JSON, the same that {@code /admin/ledger} gives. */
final class EntryJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private EntryJson() {
    }

    /** Without a line's end. */
    static String line(LedgerRecord entry) {
        return JSON.writeValueAsString(entry.values());
    }

    /**
     * @throws IllegalArgumentException if the line is no entry
     */
    static EntryId id(String line) {
        try {
            JsonNode id = JSON.readTree(line).path("id");
            return EntryId.parse(id.asString(""));
        }
        catch (JacksonException ex) {
            throw new IllegalArgumentException("not the JSON of a ledger entry", ex);
        }
    }

}
