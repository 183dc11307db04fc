package llmgateway.metrics.meter;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.call.Caller;
import llmgateway.core.error.ErrorCode;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.money.Money;

/**
 * Counts what happens to budgets. Counters without labels show 0 until something happens:
 * Prometheus sees no increase in a counter that begins above.
 */
public final class MicrometerBudgetEvents implements BudgetEvents {

    private static final List<MeterName> UNLABELLED = List.of(MeterName.ADMITTED_WITHOUT_STORE, MeterName.EXPIRED,
            MeterName.EXPIRED_COST, MeterName.ANSWERS_WAITED, MeterName.OVERRUNS, MeterName.JOURNAL_FAILURES);

    private final Meters meters;

    private final BoundedLabel limits;

    private final AtomicInteger away;

    private final AtomicInteger waiting;

    public MicrometerBudgetEvents(MeterRegistry registry, LabelLimits limits) {
        this.meters = new Meters(registry);
        this.limits = new BoundedLabel(limits.limits());
        this.away = this.meters.gauge(MeterName.STORE_AWAY);
        this.waiting = this.meters.gauge(MeterName.SETTLEMENTS_WAITING);
        for (MeterName unlabelled : UNLABELLED) {
            this.meters.count(unlabelled, 0);
        }
    }

    @Override
    public void refused(String limit, ErrorCode code, Caller caller, CatalogueModel model) {
        this.meters.count(MeterName.REFUSALS, this.limits.of(limit), code.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void warned(String limit, String account, int percent) {
        this.meters.count(MeterName.WARNINGS, this.limits.of(limit), Integer.toString(percent));
    }

    @Override
    public void storeUnavailable(String reason) {
        this.meters.count(MeterName.STORE_UNAVAILABLE, reason);
    }

    @Override
    public void storeAway() {
        this.away.set(1);
    }

    @Override
    public void storeBack() {
        this.away.set(0);
    }

    @Override
    public void admittedWithoutStore() {
        this.meters.count(MeterName.ADMITTED_WITHOUT_STORE);
    }

    @Override
    public void expired(Money charged) {
        this.meters.count(MeterName.EXPIRED);
        this.meters.count(MeterName.EXPIRED_COST, charged.toUsd().doubleValue());
    }

    @Override
    public void answerWaited() {
        this.meters.count(MeterName.ANSWERS_WAITED);
    }

    @Override
    public void overran(Money charged, Money reserved) {
        this.meters.count(MeterName.OVERRUNS);
    }

    @Override
    public void settlementsWaiting(int count) {
        this.waiting.set(count);
    }

    @Override
    public void journalFailed(int settlements) {
        this.meters.count(MeterName.JOURNAL_FAILURES, settlements);
    }

    @Override
    public void ledgerArchived(int entries) {
        this.meters.count(MeterName.LEDGER_ARCHIVED, entries);
    }

    @Override
    public void ledgerArchiveFailed() {
        this.meters.count(MeterName.LEDGER_ARCHIVE_FAILURES);
    }

    @Override
    public void ledgerTrimmed(long entries) {
        this.meters.count(MeterName.LEDGER_TRIMMED, entries);
    }

}
