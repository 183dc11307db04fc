package llmgateway.metrics.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.RefusedCall;
import llmgateway.core.call.RefusedCalls;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.ledger.LedgerField;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.trace.CallTrace;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.AttemptReport;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.metrics.accounting.Charge;
import llmgateway.metrics.accounting.EndedCall;
import llmgateway.metrics.accounting.EndedCalls;
import llmgateway.metrics.accounting.FinishedCall;
import llmgateway.metrics.convention.ErrorType;
import llmgateway.metrics.convention.OperationName;
import llmgateway.metrics.convention.ProviderName;
import llmgateway.metrics.trace.SpanWriter.Interval;

/** One span a call and one for each attempt at a provider, by the GenAI conventions. */
public final class CallSpans implements EndedCalls, RefusedCalls {

    private final SpanWriter spans;

    private final PromptRecords prompts;

    public CallSpans(SpanWriter spans, PromptRecords prompts) {
        this.spans = spans;
        this.prompts = prompts;
    }

    @Override
    public void ended(EndedCall ended) {
        ended.last().call().trace().filter(CallTrace::sampled).ifPresent((trace) -> {
            SpanContext own = W3cContext.ofCall(trace);
            Instant begin = ended.begin();
            ended.parts().forEach((part) -> writeAttempts(part, own, begin));
            writeCall(ended, trace, own, begin);
        });
    }

    private void writeCall(EndedCall ended, CallTrace trace, SpanContext own, Instant begin) {
        AdmittedCall call = ended.last().call();
        CallReport report = ended.last().report();
        String model = call.asked().map(OriginalModel::name).orElse(call.model().name());
        AttributesBuilder attributes = Attributes.builder();
        putRequest(attributes, call.endpoint(), Optional.of(model), call.stream());
        putCaller(attributes, call.callId(), call.caller());
        putAnswer(attributes, ended.last(), Duration.ZERO);
        attributes.put(SpanAttribute.PROVIDER, ProviderName.of(call.target().provider()));
        attributes.put(SpanAttribute.CATALOGUE_PROVIDER, call.target().provider());
        attributes.put(SpanAttribute.MODEL, call.model().name());
        attributes.put(SpanAttribute.WAY, call.way().word());
        attributes.put(SpanAttribute.ATTEMPTS, (long) report.attempts());
        attributes.put(SpanAttribute.COST, ended.charge().toUsd().doubleValue());
        attributes.put(SpanAttribute.COST_ESTIMATED, ended.parts().stream().anyMatch(CallSpans::isEstimate));
        Optional.ofNullable(ended.last().entry().fields().get(LedgerField.STATUS.wireName()))
            .ifPresent((status) -> attributes.put(SpanAttribute.STATUS_CODE, Long.parseLong(status)));
        ErrorType.of(report).ifPresent((error) -> attributes.put(SpanAttribute.ERROR_TYPE, error));
        this.prompts.take(call.callId()).ifPresent((prompt) -> putPrompt(attributes, prompt));
        this.spans.call(name(call.endpoint(), Optional.of(model)), own, W3cContext.ofParent(trace),
                new Interval(begin, report.duration()), attributes.build());
    }

    private static boolean isEstimate(FinishedCall part) {
        return part.entry().fields().containsKey(LedgerField.ESTIMATED.wireName());
    }

    private void writeAttempts(FinishedCall part, SpanContext call, Instant begin) {
        List<AttemptReport> tries = part.report().tries();
        for (int i = 0; i < tries.size(); i++) {
            AttemptReport attempt = tries.get(i);
            boolean isLast = i == tries.size() - 1;
            Optional<String> model = Optional.of(attempt.target().model().name());
            AttributesBuilder attributes = Attributes.builder();
            putRequest(attributes, part.call().endpoint(), model, part.call().stream());
            attributes.put(SpanAttribute.PROVIDER, ProviderName.of(attempt.target().provider()));
            attempt.server().ifPresent((server) -> {
                attributes.put(SpanAttribute.SERVER_ADDRESS, server.host());
                attributes.put(SpanAttribute.SERVER_PORT, (long) server.port());
            });
            if (attempt.outcome() instanceof AttemptOutcome.Answered(int status)) {
                attributes.put(SpanAttribute.STATUS_CODE, (long) status);
            }
            Optional<String> error = isLast ? ErrorType.of(part.report()) : ErrorType.of(attempt.outcome());
            error.ifPresent((type) -> attributes.put(SpanAttribute.ERROR_TYPE, type));
            if (isLast) {
                putAnswer(attributes, part, attempt.begin());
            }
            this.spans.attempt(name(part.call().endpoint(), model), call,
                    new Interval(begin.plus(attempt.begin()), attempt.duration()), attributes.build());
        }
    }

    @Override
    public void refused(RefusedCall refused) {
        refused.trace().filter(CallTrace::sampled).ifPresent((trace) -> refused.call().ifPresent((call) -> {
            AttributesBuilder attributes = Attributes.builder();
            Optional<String> model = call.model().map(OriginalModel::name);
            putRequest(attributes, call.endpoint(), model, call.stream());
            putCaller(attributes, refused.id(), call.caller());
            attributes.put(SpanAttribute.STATUS_CODE, (long) refused.reject().status());
            attributes.put(SpanAttribute.ERROR_TYPE, refused.reject().code().name().toLowerCase(Locale.ROOT));
            this.prompts.take(refused.id()).ifPresent((prompt) -> putPrompt(attributes, prompt));
            this.spans.call(name(call.endpoint(), model), W3cContext.ofCall(trace), W3cContext.ofParent(trace),
                    new Interval(refused.began(), refused.duration()), attributes.build());
        }));
    }

    private static String name(Endpoint endpoint, Optional<String> model) {
        String operation = OperationName.of(endpoint);
        return model.map((name) -> operation + " " + name).orElse(operation);
    }

    private static void putRequest(AttributesBuilder attributes, Endpoint endpoint, Optional<String> model,
            boolean stream) {
        attributes.put(SpanAttribute.OPERATION, OperationName.of(endpoint));
        model.ifPresent((name) -> attributes.put(SpanAttribute.REQUEST_MODEL, name));
        if (stream) {
            attributes.put(SpanAttribute.REQUEST_STREAM, true);
        }
    }

    private static void putCaller(AttributesBuilder attributes, CallId id, Caller caller) {
        attributes.put(SpanAttribute.CALL_ID, id.value());
        caller.consumer().ifPresent((name) -> attributes.put(SpanAttribute.CONSUMER, name));
        caller.group().ifPresent((name) -> attributes.put(SpanAttribute.CONSUMER_GROUP, name));
        caller.route().ifPresent((name) -> attributes.put(SpanAttribute.ROUTE, name));
    }

    /**
     * @param after how much later than the call the span began
     */
    private static void putAnswer(AttributesBuilder attributes, FinishedCall finished, Duration after) {
        AnswerReading answer = finished.report().answer();
        answer.model().ifPresent((model) -> attributes.put(SpanAttribute.RESPONSE_MODEL, model.name()));
        answer.completion().id().ifPresent((id) -> attributes.put(SpanAttribute.RESPONSE_ID, id));
        if (!answer.completion().finishReasons().isEmpty()) {
            attributes.put(SpanAttribute.FINISH_REASONS, answer.completion().finishReasons());
        }
        if (finished.call().stream()) {
            finished.report()
                .firstToken()
                .map((time) -> time.minus(after))
                .filter((time) -> !time.isNegative())
                .ifPresent((time) -> attributes.put(SpanAttribute.TIME_TO_FIRST_CHUNK, time.toNanos() / 1e9));
        }
        if (finished.charge() instanceof Charge.Metered(Usage usage, var cost)) {
            putUsage(attributes, usage);
        }
    }

    private static void putUsage(AttributesBuilder attributes, Usage usage) {
        attributes.put(SpanAttribute.INPUT_TOKENS, usage.inputTokens());
        attributes.put(SpanAttribute.OUTPUT_TOKENS, usage.outputTokens());
        putUnlessZero(attributes, SpanAttribute.CACHE_READ_TOKENS, usage.of(Meter.CACHED_INPUT_TOKENS)
                + usage.of(Meter.CACHED_AUDIO_INPUT_TOKENS) + usage.of(Meter.CACHED_IMAGE_INPUT_TOKENS));
        putUnlessZero(attributes, SpanAttribute.CACHE_CREATION_TOKENS,
                usage.of(Meter.CACHE_WRITE_TOKENS) + usage.of(Meter.CACHE_WRITE_1H_TOKENS));
        putUnlessZero(attributes, SpanAttribute.REASONING_TOKENS, usage.of(Meter.REASONING_TOKENS));
    }

    private static void putUnlessZero(AttributesBuilder attributes, AttributeKey<Long> attribute, long tokens) {
        if (tokens != 0) {
            attributes.put(attribute, tokens);
        }
    }

    private static void putPrompt(AttributesBuilder attributes, PromptRecord prompt) {
        prompt.system().ifPresent((json) -> attributes.put(SpanAttribute.SYSTEM_INSTRUCTIONS, json));
        prompt.messages().ifPresent((json) -> attributes.put(SpanAttribute.INPUT_MESSAGES, json));
    }

}
