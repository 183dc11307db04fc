package llmgateway.metrics.accounting;

import java.util.List;

import llmgateway.core.money.Money;

/**
 * A call that is over.
 *
 * @param parts what was charged one by one, in order; at least one, and several where
 * attempts were admitted one by one
 */
public record EndedCall(List<FinishedCall> parts) {

    public EndedCall {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a call without a part");
        }
    }

    /** What its client has got: of an attempt that was left out only if none was made. */
    public FinishedCall last() {
        return this.parts.reversed()
            .stream()
            .filter((part) -> !part.report().isLeftOut())
            .findFirst()
            .orElseGet(this.parts::getLast);
    }

    /** What all of it is charged. */
    public Money charge() {
        return this.parts.stream().map((part) -> part.charge().amount()).reduce(Money.ZERO, Money::plus);
    }

}
