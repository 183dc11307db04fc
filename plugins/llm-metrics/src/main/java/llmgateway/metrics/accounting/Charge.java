package llmgateway.metrics.accounting;

import llmgateway.core.money.Money;
import llmgateway.core.usage.Usage;

/** What a finished call is charged, and why. */
public sealed interface Charge {

    /** Nothing of the call ran: what it held goes back, and the ledger has no entry. */
    record Released() implements Charge {
    }

    /** The provider refused or failed, which providers do not bill: an entry at 0. */
    record Unbilled() implements Charge {
    }

    /**
     * What the usage costs that the provider reported, be that more than was reserved.
     */
    record Metered(Usage usage, Money cost) implements Charge {
    }

    /**
     * What was reserved, as nobody knows better.
     *
     * @param why for the log; nothing of the answer's text
     */
    record Reserved(Money cost, String why) implements Charge {
    }

    /** The amount charged. */
    default Money amount() {
        return switch (this) {
            case Released() -> Money.ZERO;
            case Unbilled() -> Money.ZERO;
            case Metered(Usage usage, Money cost) -> cost;
            case Reserved(Money cost, String why) -> cost;
        };
    }

    /** The usage charged for; nothing where none was reported. */
    default Usage usedBy() {
        return (this instanceof Metered metered) ? metered.usage() : Usage.NONE;
    }

}
