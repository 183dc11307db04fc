package llmgateway.metrics.meter;

import java.time.Duration;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import llmgateway.core.call.Call;
import llmgateway.core.call.Endpoint;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.core.usage.Usage;
import llmgateway.metrics.accounting.Charge;
import llmgateway.metrics.accounting.FinishedCall;
import llmgateway.metrics.accounting.FinishedCalls;
import llmgateway.metrics.accounting.OutcomeName;
import llmgateway.metrics.ingest.EntryResult;
import llmgateway.metrics.ingest.PostRefusal;

/**
 * Counts and times finished calls, attempts at providers, and log entries. Counters whose
 * labels are known before show 0 until something happens: Prometheus sees no increase in
 * a counter that begins above.
 */
public final class CallMeters implements FinishedCalls, AttemptListener {

    private static final String NO_ERROR = "none";

    private static final String DIRECT = "direct";

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
    }

    @Override
    public void finished(FinishedCall finished) {
        AdmittedCall call = finished.call();
        CallReport report = finished.report();
        String operation = operation(call.endpoint());
        String provider = call.target().provider();
        String model = this.models.of(call.model().name());
        String error = error(report);
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
        if (call.way().equals(DIRECT)) {
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
    public void attemptEnded(Call call, UpstreamRequest request, AttemptOutcome outcome) {
        this.meters.count(MeterName.UPSTREAM_ATTEMPTS, request.target().provider(), error(outcome));
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

    private static String error(CallReport report) {
        String error = error(report.outcome());
        return (error.equals(NO_ERROR) && report.answer().error()) ? "provider_error" : error;
    }

    private static String error(AttemptOutcome outcome) {
        return switch (outcome) {
            case AttemptOutcome.Answered(int status) when status < 400 -> NO_ERROR;
            case AttemptOutcome.Answered(int status) -> Integer.toString(status);
            default -> OutcomeName.of(outcome);
        };
    }

    /** OpenTelemetry's names where there are any. */
    private static String operation(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS, RESPONSES, MESSAGES, CONVERSE, COHERE_CHAT, OLLAMA_CHAT -> "chat";
            case GENERATE_CONTENT -> "generate_content";
            case COMPLETIONS -> "text_completion";
            case EMBEDDINGS -> "embeddings";
            case MODELS, MODEL, ANTHROPIC_MODELS, ANTHROPIC_MODEL -> "models";
            case IMAGE_GENERATIONS, IMAGE_EDITS, IMAGE_VARIATIONS -> "image_generation";
            case SPEECH -> "speech";
            case TRANSCRIPTIONS, TRANSLATIONS -> "transcription";
            case MODERATIONS -> "moderation";
            case RERANK -> "rerank";
            case COUNT_TOKENS -> "count_tokens";
        };
    }

}
