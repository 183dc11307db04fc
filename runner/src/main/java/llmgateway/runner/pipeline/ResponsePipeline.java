package llmgateway.runner.pipeline;

import java.time.Duration;
import java.util.Optional;

import llmgateway.core.call.CallId;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From an upstream's response to its outcome, by way of the filters' {@code postFilter}.
 * Blocks its caller as {@link Pipeline} does. Thread-safe.
 */
public final class ResponsePipeline {

    private static final Logger log = LoggerFactory.getLogger(ResponsePipeline.class);

    private static final ResponseOutcome.Answer UNCHANGED = new ResponseOutcome.Answer(0, Headers.NONE, new byte[0]);

    private final ChainRunner runner;

    private final RefusalWriter refusals;

    private final HeaderGuard guard = new HeaderGuard();

    public ResponsePipeline(Duration callDeadline, RefusalWriter refusals) {
        this.runner = new ChainRunner(callDeadline);
        this.refusals = refusals;
    }

    public ResponseOutcome run(PreparedChain chain, ResponseSource source, CallId id) {
        return switch (chain) {
            case PreparedChain.Misconfigured(String plugin) -> refuse(Rejects.misconfigured(plugin), id);
            case PreparedChain.Ready ready when ready.filters().isEmpty() -> UNCHANGED;
            case PreparedChain.Ready ready -> run(ready, source, id);
        };
    }

    private ResponseOutcome run(PreparedChain.Ready chain, ResponseSource source, CallId id) {
        Extras extras = new Extras(source, chain.declaredVariables());
        GatewayPostRequest request = new GatewayPostRequest(source, chain.settings(), extras);
        GatewayPostResponse response = new GatewayPostResponse(source.requestId());
        FilterRun run = new FilterRun(id, () -> false);
        ChainEnd end = this.runner.run(chain, run, extras, (first) -> first.postFilter(request, response));
        return switch (end) {
            case ChainEnd.Finished() -> release(response.build(), id);
            case ChainEnd.Failed failed -> refuse(Rejects.internalError(), id);
            case ChainEnd.TimedOut timedOut -> refuse(Rejects.deadlineExceeded(), id);
            case ChainEnd.Abandoned() -> new ResponseOutcome.Abandoned();
        };
    }

    private ResponseOutcome release(ResponseOutcome.Answer answer, CallId id) {
        boolean sendable = answer.status() == 0 || answer.status() >= 200 && answer.status() <= 999;
        if (!sendable || !this.guard.isSafe(answer.headers())) {
            log.error("{}: a plugin set a header or status that HTTP does not allow", id);
            return refuse(Rejects.internalError(), id);
        }
        return new ResponseOutcome.Answer(answer.status(), this.guard.withoutFraming(answer.headers()), answer.body());
    }

    private ResponseOutcome refuse(Reject reject, CallId id) {
        DirectResponse refusal = this.refusals.write(reject, id, Optional.empty());
        return new ResponseOutcome.Answer(refusal.status(), refusal.headers(), refusal.body());
    }

}
