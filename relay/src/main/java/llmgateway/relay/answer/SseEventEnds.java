package llmgateway.relay.answer;

/**
 * Finds where server-sent events end, with any of the line ends that the WHATWG's rules
 * know, however the stream is cut. Not thread-safe.
 */
final class SseEventEnds implements EventEnds {

    private boolean lineEmpty = true;

    private boolean afterCarriageReturn;

    private boolean eventEndedByCarriageReturn;

    @Override
    public boolean isEnd(byte b) {
        boolean secondHalfOfLineEnd = b == '\n' && this.afterCarriageReturn;
        this.afterCarriageReturn = b == '\r';
        if (secondHalfOfLineEnd) {
            return this.eventEndedByCarriageReturn;
        }
        if (b == '\n' || b == '\r') {
            boolean ended = this.lineEmpty;
            this.eventEndedByCarriageReturn = this.lineEmpty && this.afterCarriageReturn;
            this.lineEmpty = true;
            return ended;
        }
        this.lineEmpty = false;
        return false;
    }

}
