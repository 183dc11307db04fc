package llmgateway.metrics.accounting;

import java.util.Optional;

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
    record Metered(Usage used, Money cost) implements Charge {
    }

    /**
     * What was delivered, and the estimate of what was sent, as the provider told nothing
     * or not the last word.
     *
     * @param cost never more than was reserved
     * @param why for the log; nothing of the answer's text
     */
    record Counted(Usage used, Money cost, String why) implements Charge {
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
            case Metered(Usage used, Money cost) -> cost;
            case Counted(Usage used, Money cost, String why) -> cost;
            case Reserved(Money cost, String why) -> cost;
        };
    }

    /** The usage as far as it is known; empty where what was reserved is charged. */
    default Optional<Usage> usage() {
        return switch (this) {
            case Released() -> Optional.of(Usage.NONE);
            case Unbilled() -> Optional.of(Usage.NONE);
            case Metered metered -> Optional.of(metered.used());
            case Counted counted -> Optional.of(counted.used());
            case Reserved reserved -> Optional.empty();
        };
    }

    /** Whether it does not rest on usage that the provider reported. */
    default boolean isEstimated() {
        return this instanceof Counted || this instanceof Reserved;
    }

}
