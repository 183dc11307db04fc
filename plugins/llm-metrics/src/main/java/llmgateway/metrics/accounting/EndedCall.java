package llmgateway.metrics.accounting;

import java.time.Instant;
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

    /** When the first of its attempts was admitted, which may not be the first to end. */
    public Instant begin() {
        return this.parts.stream().map((part) -> part.call().admittedAt()).reduce(Instant.MAX, EndedCall::earlier);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** What all of it is charged. */
    public Money charge() {
        return this.parts.stream().map((part) -> part.charge().amount()).reduce(Money.ZERO, Money::plus);
    }

}
