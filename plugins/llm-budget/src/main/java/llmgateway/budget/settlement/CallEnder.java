package llmgateway.budget.settlement;

import java.util.List;
import java.util.function.ToLongFunction;

import llmgateway.budget.account.Closed;
import llmgateway.budget.account.Ending;
import llmgateway.budget.account.ReleaseResult.Released;
import llmgateway.budget.account.SettleResult;
import llmgateway.budget.account.SettleResult.Settled;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.account.Unavailable;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.account.Unknown;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.rate.RateCorrection;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.ledger.Settlements.Settling;
import llmgateway.core.usage.Usage;

/**
 * Tells the store how a call ended, and puts its buckets right where that ended it. The
 * ticket makes it safe to tell again.
 */
final class CallEnder {

    private final Stores stores;

    private final BudgetEvents events;

    CallEnder(Stores stores, BudgetEvents events) {
        this.stores = stores;
        this.events = events;
    }

    Attempt attempt(CallEnd end) {
        return switch (end) {
            case CallEnd.Charge charge -> charge(charge);
            case CallEnd.Release release -> release(release);
        };
    }

    private Attempt charge(CallEnd.Charge charge) {
        return switch (send(charge)) {
            case Settled settled when settled.repeated() -> new Attempt.Done(Settling.REPEATED);
            case Settled ignored -> {
                charged(charge);
                yield new Attempt.Done(Settling.SETTLED);
            }
            case Closed ignored -> new Attempt.Done(Settling.ENDED);
            case Unknown ignored -> new Attempt.Done(Settling.UNKNOWN);
            case Unavailable unavailable -> new Attempt.Away(unavailable.reason());
        };
    }

    private SettleResult send(CallEnd.Charge charge) {
        Settlement settlement = charge.settlement();
        return switch (charge.admitted().basis()) {
            case ELSEWHERE -> this.stores.accounts().settle(settlement);
            case HELD -> {
                SettleResult result = this.stores.accounts().settle(settlement);
                yield hasLostIt(result) ? restore(settlement, charge) : result;
            }
            case NOT_HELD -> {
                SettleResult result = restore(settlement, charge);
                yield gaveUpItsHold(result) ? restore(SecondTicket.of(settlement), charge) : result;
            }
        };
    }

    private SettleResult restore(Settlement settlement, CallEnd.Charge charge) {
        return this.stores.accounts().restore(settlement, charge.admitted().reserved());
    }

    private static boolean hasLostIt(SettleResult result) {
        return result instanceof Unknown
                || (result instanceof Unavailable unavailable && unavailable.reason() == Reason.FORGOTTEN);
    }

    /**
     * A hold whose answer never came is released later, see
     * {@link llmgateway.budget.account.Accounts#hold}; the call went on without it.
     */
    private static boolean gaveUpItsHold(SettleResult result) {
        return result instanceof Closed closed && closed.ending().kind() == Ending.Kind.RELEASED;
    }

    private void charged(CallEnd.Charge charge) {
        charge.admitted()
            .amount()
            .filter(charge.settlement().charge()::isMoreThan)
            .ifPresent((reserved) -> this.events.overran(charge.settlement().charge(), reserved));
        charge.usage().ifPresent((usage) -> correct(charge.admitted().taken(), (taken) -> used(taken, usage)));
    }

    private Attempt release(CallEnd.Release release) {
        return switch (this.stores.accounts().release(this.stores.organisation(), release.ticket())) {
            case Released ignored -> {
                correct(release.admitted().taken(), (taken) -> 0);
                yield new Attempt.Done(Settling.ENDED);
            }
            case Closed ignored -> new Attempt.Done(Settling.ENDED);
            case Unavailable unavailable -> new Attempt.Away(unavailable.reason());
        };
    }

    private void correct(List<TokensTaken> taken, ToLongFunction<TokensTaken> used) {
        List<RateCorrection> corrections = taken.stream()
            .map((each) -> new RateCorrection(each.bucket(), each.rate(), each.amount() - used.applyAsLong(each)))
            .filter((correction) -> correction.amount() != 0)
            .toList();
        if (!corrections.isEmpty()) {
            this.stores.buckets().correct(corrections);
        }
    }

    /** No call uses more than the largest bucket holds, whatever a provider claims. */
    private static long used(TokensTaken taken, Usage usage) {
        try {
            return Math.min(Rate.MOST, switch (taken.kind()) {
                case INPUT -> usage.inputTokens();
                case OUTPUT -> usage.outputTokens();
                case TOTAL -> usage.totalTokens();
            });
        }
        catch (ArithmeticException ex) {
            return Rate.MOST;
        }
    }

}
