package llmgateway.core.ledger;

import java.util.Map;
import java.util.Set;

/**
 * What the ledger says about a call, by {@link LedgerField#wireName}. Never a secret,
 * never a body.
 *
 * @param fields at most 64 fields
 */
public record LedgerEntry(Map<String, String> fields) {

    /**
     * Fields that the store writes itself: the ticket, why it ended ({@code settled},
     * {@code expired}, {@code restored}), the charge and what was held in nano-dollars,
     * {@code over} (1 where the charge is more than was held), the accounts charged
     * (JSON: name, unit, start and end of the window, amount held).
     */
    public static final Set<String> RESERVED_FIELDS = Set.of("ticket", "reason", "charge", "held", "over", "accounts");

    private static final int MOST_FIELDS = 64;

    public static final LedgerEntry EMPTY = new LedgerEntry(Map.of());

    public LedgerEntry {
        fields = Map.copyOf(fields);
        if (fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException("a ledger entry has at most " + MOST_FIELDS + " fields");
        }
        fields.keySet().stream().filter(RESERVED_FIELDS::contains).findAny().ifPresent((field) -> {
            throw new IllegalArgumentException("the ledger field '" + field + "' is written by the store");
        });
    }

}
