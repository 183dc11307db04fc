package llmgateway.budget.archive;

import java.util.Comparator;

/**
 * Id of a ledger entry, as Redis Streams number them.
 *
 * @param millis when it was written, by the store's clock
 * @param sequence within that millisecond
 */
public record EntryId(long millis, long sequence) implements Comparable<EntryId> {

    /** Before every entry. */
    public static final EntryId NONE = new EntryId(0, 0);

    private static final Comparator<EntryId> ORDER = Comparator.comparingLong(EntryId::millis)
        .thenComparingLong(EntryId::sequence);

    /**
     * @throws IllegalArgumentException if it is not two numbers with a hyphen between
     */
    public static EntryId parse(String text) {
        int hyphen = text.indexOf('-');
        if (hyphen < 0) {
            throw new IllegalArgumentException("not the id of a ledger entry: " + text);
        }
        return new EntryId(Long.parseLong(text.substring(0, hyphen)), Long.parseLong(text.substring(hyphen + 1)));
    }

    @Override
    public int compareTo(EntryId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return this.millis + "-" + this.sequence;
    }

}
