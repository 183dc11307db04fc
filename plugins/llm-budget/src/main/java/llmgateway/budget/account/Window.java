package llmgateway.budget.account;

/**
 * A span of time in which an account's cap holds.
 *
 * @param startMillis first millisecond since the epoch, at least 0; with the account's
 * name it identifies what has been used
 * @param endMillis first millisecond after the window; {@link #NEVER} for a window
 * without end
 */
public record Window(long startMillis, long endMillis) {

    /** The end of a window without end. */
    public static final long NEVER = Account.LARGEST;

    /** For what is limited in all, and for calls in flight. */
    public static final Window ALWAYS = new Window(0, NEVER);

    public Window {
        if (startMillis < 0 || endMillis <= startMillis || endMillis > NEVER) {
            throw new IllegalArgumentException("a window starts at 0 or later, ends after its start, and not after "
                    + NEVER + ": " + startMillis + " to " + endMillis);
        }
    }

    public boolean contains(long millis) {
        return millis >= this.startMillis && millis < this.endMillis;
    }

}
