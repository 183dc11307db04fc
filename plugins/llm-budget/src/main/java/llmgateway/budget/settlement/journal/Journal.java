package llmgateway.budget.settlement.journal;

import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What this node told the store, kept for as long as the store may have to be told again.
 * Thread-safe.
 */
public interface Journal extends AutoCloseable {

    /** Keeps nothing. */
    Journal NONE = new Journal() {

        @Override
        public void append(JournalLine line) {
        }

        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public void readEarlier(Consumer<JournalLine> reader) {
        }

        @Override
        public void readSince(Instant then, Consumer<JournalLine> reader) {
        }

        @Override
        public void forgetOld() {
        }

        @Override
        public void close() {
        }

    };

    /** Takes the line in at once; it is written soon after, or lost if that fails. */
    void append(JournalLine line);

    /** Whether it can be read. */
    boolean isOpen();

    /** Reads what earlier processes have left, in the order written. */
    void readEarlier(Consumer<JournalLine> reader) throws IOException;

    /**
     * Reads what has been written since then, and some of what was before, in the order
     * written.
     */
    void readSince(Instant then, Consumer<JournalLine> reader) throws IOException;

    /** Drops what is older than it needs to be. */
    void forgetOld();

    @Override
    void close();

}
