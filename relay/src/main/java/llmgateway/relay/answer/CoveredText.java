package llmgateway.relay.answer;

import llmgateway.core.budget.RunningHold;
import llmgateway.core.budget.RunningHold.Covering;
import llmgateway.dialect.translation.TextGate;

/**
 * Lets words pass as far as what the call holds covers them. Used by the call's thread.
 */
final class CoveredText implements TextGate {

    private final RunningHold hold;

    private Covering last = new Covering.Covered();

    CoveredText(RunningHold hold) {
        this.hold = hold;
    }

    @Override
    public boolean admits(String text) {
        this.last = this.hold.cover(text);
        return this.last instanceof Covering.Covered;
    }

    /** What was said last. */
    Covering last() {
        return this.last;
    }

}
