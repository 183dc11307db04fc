package llmgateway.metrics.accounting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.ledger.CallReports;
import llmgateway.core.ledger.CallSettlement;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.Settlements;
import llmgateway.core.ledger.Settlements.Settling;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.usage.AnswerReading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Charges finished calls: from a report of how a call ended to its settlement. Never
 * throws: a call that cannot be settled expires and is charged at what it reserved.
 */
public final class CallAccounting implements CallReports {

    private static final Logger LOG = LoggerFactory.getLogger(CallAccounting.class);

    private final Settlements settlements;

    private final ChargeRule rule;

    private final List<FinishedCalls> listeners;

    public CallAccounting(Settlements settlements, ChargeRule rule, List<FinishedCalls> listeners) {
        this.settlements = settlements;
        this.rule = rule;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void ended(CallReport report) {
        try {
            this.settlements.findHere(report.ticket()).ifPresent((call) -> settle(call, report));
        }
        catch (RuntimeException ex) {
            LOG.error("a finished call could not be looked up", ex);
        }
    }

    @Override
    public void neverSent(Ticket ticket) {
        release(ticket, (call) -> new CallReport(ticket, new AttemptOutcome.ClientGone(), AnswerReading.NOTHING,
                sinceAdmission(call), Optional.empty(), 0));
    }

    @Override
    public void leftOut(Ticket ticket) {
        release(ticket, (call) -> CallReport.leftOut(ticket, sinceAdmission(call)));
    }

    private void release(Ticket ticket, Function<AdmittedCall, CallReport> reportOf) {
        try {
            Optional<AdmittedCall> call = this.settlements.findHere(ticket);
            this.settlements.release(ticket);
            call.ifPresent((admitted) -> tell(released(admitted, reportOf.apply(admitted))));
        }
        catch (RuntimeException ex) {
            LOG.error("what a call held could not be given back; it expires", ex);
        }
    }

    @Override
    public void gaveUp(CallId call) {
        tell((listener) -> listener.gaveUp(call));
    }

    private static Duration sinceAdmission(AdmittedCall call) {
        Duration waited = Duration.between(call.admittedAt(), Instant.now());
        return waited.isNegative() ? Duration.ZERO : waited;
    }

    private static FinishedCall released(AdmittedCall call, CallReport report) {
        Charge charge = new Charge.Released();
        return new FinishedCall(call, report, charge, FinishedCallEntry.write(call, report, charge));
    }

    /** Charges a call that is known to be admitted. */
    public void settle(AdmittedCall call, CallReport report) {
        try {
            Charge charge = this.rule.charge(call, report.outcome(), report.answer());
            LedgerEntry entry = FinishedCallEntry.write(call, report, charge);
            if (charge instanceof Charge.Released) {
                this.settlements.release(call.ticket());
            }
            else if (!isFirst(this.settlements
                .settle(new CallSettlement(call.ticket(), charge.usage(), charge.amount(), entry)))) {
                return;
            }
            logOddities(call, report.outcome(), charge);
            tell(new FinishedCall(call, report, charge, entry));
        }
        catch (RuntimeException ex) {
            LOG.error("{} could not be settled; it expires at what it reserved", call.callId(), ex);
        }
    }

    private static boolean isFirst(Settling settling) {
        return switch (settling) {
            case SETTLED, PENDING -> true;
            case REPEATED, ENDED, UNKNOWN -> false;
        };
    }

    private static void logOddities(AdmittedCall call, AttemptOutcome outcome, Charge charge) {
        if (charge instanceof Charge.Reserved(var cost, String why)) {
            // Of a hedge that lost nothing else can be expected.
            LOG.atLevel((outcome instanceof AttemptOutcome.HedgeLost) ? Level.INFO : Level.WARN)
                .log("{} to {} is charged the {} USD it reserved: {}", call.callId(), call.target().provider(), cost,
                        why);
        }
        else if (charge instanceof Charge.Counted(var used, var cost, String why)) {
            LOG.info("{} to {} is charged {} USD by what was delivered: {}", call.callId(), call.target().provider(),
                    cost, why);
        }
        else if (!call.reserved().isZero() && charge.amount().isMoreThan(call.reserved())) {
            LOG.warn("{} to {} cost {} USD, more than the {} USD it reserved", call.callId(), call.target().provider(),
                    charge.amount(), call.reserved());
        }
    }

    private void tell(FinishedCall call) {
        tell((listener) -> listener.finished(call));
    }

    private void tell(Consumer<FinishedCalls> news) {
        for (FinishedCalls listener : this.listeners) {
            try {
                news.accept(listener);
            }
            catch (RuntimeException ex) {
                LOG.error("{} failed on a finished call", listener.getClass().getName(), ex);
            }
        }
    }

}
