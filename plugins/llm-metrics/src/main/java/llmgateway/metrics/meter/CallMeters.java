package llmgateway.metrics.meter;

import java.time.Duration;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.Attempted;
import llmgateway.core.usage.Usage;
import llmgateway.metrics.accounting.Charge;
import llmgateway.metrics.accounting.FinishedCall;
import llmgateway.metrics.accounting.FinishedCalls;
import llmgateway.metrics.convention.ErrorType;
import llmgateway.metrics.convention.OperationName;
import llmgateway.metrics.convention.ProviderName;
import llmgateway.metrics.ingest.EntryResult;
import llmgateway.metrics.ingest.PostRefusal;
import llmgateway.metrics.trace.SpanLoss;

/**
 * Counts and times finished calls and attempts at providers; counts log entries, and
 * spans that are lost. Counters whose labels are known before show 0 until something
 * happens: Prometheus sees no increase in a counter that begins above.
 */
public final class CallMeters implements FinishedCalls, AttemptListener {

    private static final String NO_ERROR = "none";

    private final Meters meters;

    private final BoundedLabel models;

    private final BoundedLabel consumers;

    private final boolean byConsumer;

    public CallMeters(MeterRegistry registry, LabelLimits limits) {
        this.meters = new Meters(registry);
        this.models = new BoundedLabel(limits.models());
        this.consumers = new BoundedLabel(limits.consumers());
        this.byConsumer = limits.consumers() > 0;
        for (EntryResult result : EntryResult.values()) {
            this.meters.count(MeterName.INGEST_ENTRIES, 0, word(result));
        }
        for (PostRefusal refusal : PostRefusal.values()) {
            this.meters.count(MeterName.INGEST_REFUSALS, 0, word(refusal));
        }
        for (SpanLoss loss : SpanLoss.values()) {
            this.meters.count(MeterName.SPANS_LOST, 0, word(loss));
        }
    }

    @Override
    public void finished(FinishedCall finished) {
        AdmittedCall call = finished.call();
        CallReport report = finished.report();
        String operation = OperationName.of(call.endpoint());
        String provider = ProviderName.of(call.target().provider());
        String model = this.models.of(call.model().name());
        String error = ErrorType.of(report).orElse(NO_ERROR);
        this.meters.time(MeterName.OPERATION_DURATION, report.duration().toNanos(), operation, provider, model, error);
        this.meters.count(MeterName.COST, finished.charge().amount().toUsd().doubleValue(), operation, provider, model,
                this.byConsumer ? call.caller().consumer().map(this.consumers::of).orElse("") : "");
        if (finished.charge() instanceof Charge.Metered(Usage usage, var cost)) {
            this.meters.tokens(usage.inputTokens(), operation, provider, model, "input");
            this.meters.tokens(usage.outputTokens(), operation, provider, model, "output");
        }
        if (finished.charge().isEstimated()) {
            this.meters.count(MeterName.ESTIMATED, provider, model);
        }
        if (call.priced() == Priced.BY_DEFAULT) {
            this.meters.count(MeterName.PRICED_BY_DEFAULT, provider, model);
        }
        if (call.stream() && error.equals(NO_ERROR)) {
            report.firstToken().ifPresent((first) -> stream(finished, first, operation, provider, model));
        }
        if (!call.isRelayed()) {
            this.meters.count(MeterName.UPSTREAM_ATTEMPTS, provider, error);
        }
    }

    private void stream(FinishedCall finished, Duration first, String... labels) {
        this.meters.time(MeterName.TIME_TO_FIRST_TOKEN, first.toNanos(), labels);
        long tokens = finished.charge().usage().orElse(Usage.NONE).outputTokens();
        Duration rest = finished.report().duration().minus(first);
        if (tokens > 1 && !rest.isNegative()) {
            this.meters.time(MeterName.TIME_PER_OUTPUT_TOKEN, rest.toNanos() / (tokens - 1), labels);
        }
    }

    @Override
    public void attemptEnded(Attempted attempted, AttemptEnd end) {
        if (attempted.relayed()) {
            this.meters.count(MeterName.UPSTREAM_ATTEMPTS, ProviderName.of(attempted.target().provider()),
                    ErrorType.of(end.outcome()).orElse(NO_ERROR));
        }
    }

    @Override
    public void hedgeStarted(Attempted attempted) {
        String provider = ProviderName.of(attempted.target().provider());
        this.meters.count(MeterName.HEDGES_STARTED, provider);
        this.meters.count(MeterName.HEDGES_WON, 0, provider);
    }

    @Override
    public void hedgeWon(Attempted attempted) {
        this.meters.count(MeterName.HEDGES_WON, ProviderName.of(attempted.target().provider()));
    }

    public void spansLost(SpanLoss loss, int count) {
        this.meters.count(MeterName.SPANS_LOST, count, word(loss));
    }

    public void logEntry(EntryResult result) {
        this.meters.count(MeterName.INGEST_ENTRIES, word(result));
    }

    public void postRefused(PostRefusal refusal) {
        this.meters.count(MeterName.INGEST_REFUSALS, word(refusal));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

}
