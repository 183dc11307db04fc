package llmgateway.budget.account.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import llmgateway.budget.account.Closed;
import llmgateway.budget.account.Ending;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.HoldResult.Refused;
import llmgateway.budget.account.SettleResult;
import llmgateway.core.call.Ticket;

/** How tickets ended, and holds refused, remembered for a while. */
final class Endings {

    private static final Duration REFUSALS_REMEMBERED = Duration.ofSeconds(5);

    private final Duration remembered;

    /** In the order of ending, so that forgetting stops at the first that is not due. */
    private final Map<Ticket, Ended> ended = new LinkedHashMap<>();

    private final Map<Ticket, RefusedHold> refused = new LinkedHashMap<>();

    Endings(Duration remembered) {
        this.remembered = remembered;
    }

    void forget(Instant now) {
        removeWhile(this.ended, (end) -> end.at().isBefore(now.minus(this.remembered)));
        removeWhile(this.refused, (refusal) -> refusal.at().isBefore(now.minus(REFUSALS_REMEMBERED)));
    }

    void end(Instant at, Ticket ticket, Ending ending, String entryId) {
        this.ended.put(ticket, new Ended(at, ending, entryId));
    }

    void refuse(Instant at, Ticket ticket, Refused refusal) {
        this.refused.put(ticket, new RefusedHold(at, refusal));
    }

    Optional<Ending> of(Ticket ticket) {
        return Optional.ofNullable(this.ended.get(ticket)).map(Ended::ending);
    }

    Optional<HoldResult> answerToHold(Ticket ticket) {
        return of(ticket).<HoldResult>map(Closed::new)
            .or(() -> Optional.ofNullable(this.refused.get(ticket)).map(RefusedHold::refusal));
    }

    Optional<SettleResult> answerToSettlement(Ticket ticket) {
        return Optional.ofNullable(this.ended.get(ticket)).map((end) -> switch (end.ending().kind()) {
            case SETTLED, RESTORED -> new SettleResult.Settled(end.ending().charged(), end.entryId(), true);
            case RELEASED, EXPIRED -> new Closed(end.ending());
        });
    }

    static <V> void removeWhile(Map<?, V> map, Predicate<V> due) {
        Iterator<V> values = map.values().iterator();
        while (values.hasNext() && due.test(values.next())) {
            values.remove();
        }
    }

    private record Ended(Instant at, Ending ending, String entryId) {
    }

    private record RefusedHold(Instant at, Refused refusal) {
    }

}
