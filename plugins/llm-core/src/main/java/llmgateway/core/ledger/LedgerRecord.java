package llmgateway.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

/**
 * A ledger entry as it was written.
 *
 * @param id in the order written
 * @param at when it was written, by the store's clock
 * @param reason {@code settled}, {@code expired} or {@code restored}
 * @param charge taken from each money account
 * @param held on each money account when the call ended
 * @param entry what the caller had it say
 */
public record LedgerRecord(String id, Instant at, Ticket ticket, String reason, Money charge, Money held,
        LedgerEntry entry) {

    private static final List<String> OWN_COLUMNS = List.of("id", "at", "ticket", "reason", "charge_usd", "held_usd");

    /**
     * The names of all values that a record may have, in the order of {@link #values}.
     */
    public static List<String> columns() {
        List<String> columns = new ArrayList<>(OWN_COLUMNS);
        for (LedgerField field : LedgerField.values()) {
            columns.add(field.wireName());
        }
        return columns;
    }

    /**
     * The record as everybody who reads the ledger gets it, be it over HTTP or from the
     * archive: text by column, without what there is nothing to say of.
     */
    public SequencedMap<String, String> values() {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        values.put("id", this.id);
        values.put("at", this.at.toString());
        values.put("ticket", this.ticket.value());
        values.put("reason", this.reason);
        values.put("charge_usd", this.charge.toString());
        values.put("held_usd", this.held.toString());
        for (LedgerField field : LedgerField.values()) {
            String value = this.entry.fields().getOrDefault(field.wireName(), "");
            if (!value.isEmpty()) {
                values.put(field.wireName(), value);
            }
        }
        return values;
    }

}
