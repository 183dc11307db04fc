package llmgateway.dialect.sse;

/**
 * Finds where the events of a stream end, however its bytes are cut: at a blank line,
 * with lines ended by CR, LF or CRLF (HTML standard, section "Server-sent events"). Not
 * thread-safe.
 */
final class SseFraming {

    private boolean lineIsEmpty = true;

    private boolean afterCarriageReturn;

    private boolean betweenEvents;

    /**
     * Whether the next byte is the LF of a CRLF whose CR has ended an event already, and
     * so belongs to that event.
     */
    boolean completesLastEvent(byte next) {
        boolean completes = this.betweenEvents && this.afterCarriageReturn && next == '\n';
        this.afterCarriageReturn &= !completes;
        return completes;
    }

    /**
     * Goes on to the next end of an event; an event is over with its CR, before it is
     * known whether an LF follows.
     * @return the index after it, or -1 if none ends here
     */
    int endOfEvent(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte current = bytes[i];
            boolean secondOfLineEnd = current == '\n' && this.afterCarriageReturn;
            this.afterCarriageReturn = current == '\r';
            this.betweenEvents = false;
            if (current != '\r' && current != '\n') {
                this.lineIsEmpty = false;
            }
            else if (!secondOfLineEnd && this.lineIsEmpty) {
                this.betweenEvents = true;
                return i + 1;
            }
            else {
                this.lineIsEmpty = true;
            }
        }
        return -1;
    }

}
