package llmgateway.runner.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Proxy;
import llmgateway.core.call.RefusedCall;
import llmgateway.core.call.RefusedCalls;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.trace.CallTrace;
import llmgateway.core.upstream.RelayPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a request to its outcome, by way of the filters. Blocks its caller until the
 * outcome is there, at most for the call's deadline. Thread-safe.
 */
public final class Pipeline {

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

    private final ChainRunner runner;

    private final RefusalWriter refusals;

    private final RelayHandover relay;

    private final RefusedCalls refused;

    private final HeaderGuard guard = new HeaderGuard();

    /**
     * @param callDeadline how long the filters of one call may take, together; shorter
     * than the 60 s after which APISIX gives up
     * @param relay is offered the plan of every call that the gateway carries and the
     * relay is to answer
     * @param refused told of every call that is refused in here
     */
    public Pipeline(Duration callDeadline, RefusalWriter refusals, RelayHandover relay, RefusedCalls refused) {
        this.runner = new ChainRunner(callDeadline);
        this.refusals = refusals;
        this.relay = relay;
        this.refused = refused;
    }

    public Outcome run(PreparedChain chain, CallSource source, CallId id, Proxy proxy) {
        return switch (chain) {
            case PreparedChain.Misconfigured(String plugin) -> {
                Reject reject = Rejects.misconfigured(plugin);
                this.refused.refused(
                        new RefusedCall(id, Optional.empty(), Optional.empty(), reject, Instant.now(), Duration.ZERO));
                yield new Outcome.Respond(this.refusals.write(reject, id, Optional.of(source.head())));
            }
            case PreparedChain.Ready ready -> run(ready, source, id, proxy);
        };
    }

    private Outcome run(PreparedChain.Ready chain, CallSource source, CallId id, Proxy proxy) {
        Instant began = Instant.now();
        long start = System.nanoTime();
        Decision decision = new Decision();
        Extras extras = new Extras(source, chain.declaredVariables());
        GatewayRequest request = new GatewayRequest(source, id, proxy, chain.settings(), extras, decision,
                this.refusals);
        if (chain.filters().isEmpty()) {
            return new Outcome.Forward(RequestRewrite.NONE, request, request::notForwarded);
        }
        FilterRun run = new FilterRun(id, decision::stopped);
        ChainEnd end = this.runner.run(chain, run, extras, (first) -> first.filter(request, request.response()));
        Outcome outcome = outcome(end, decision.conclude(request), request);
        if (!(outcome instanceof Outcome.Forward)) {
            request.notForwarded();
        }
        if (outcome instanceof Outcome.Respond) {
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            request.find(Reject.class)
                .ifPresent((reject) -> this.refused.refused(new RefusedCall(id, request.find(Call.class),
                        request.find(CallTrace.class), reject, began, duration)));
        }
        return outcome;
    }

    private Outcome outcome(ChainEnd end, Outcome decided, GatewayRequest request) {
        return switch (end) {
            case ChainEnd.Finished() -> release(decided, request);
            case ChainEnd.Failed failed -> refuse(Rejects.internalError(), request);
            case ChainEnd.TimedOut timedOut -> refuse(Rejects.deadlineExceeded(), request);
            case ChainEnd.Abandoned() -> new Outcome.Abandoned();
        };
    }

    private Outcome release(Outcome decided, GatewayRequest request) {
        return switch (decided) {
            case Outcome.Forward(RequestRewrite rewrite, var exchange, var unsent) when this.guard.isSafe(rewrite) ->
                handOver(new Outcome.Forward(this.guard.withoutFraming(rewrite), exchange, unsent), request);
            case Outcome.Respond(DirectResponse response) when this.guard.isSafe(response) ->
                new Outcome.Respond(new DirectResponse(response.status(), this.guard.withoutFraming(response.headers()),
                        response.body()));
            case Outcome.Abandoned abandoned -> abandoned;
            default -> {
                log.error("{}: a plugin set a header, path or status that HTTP does not allow", request.callId());
                yield refuse(Rejects.internalError(), request);
            }
        };
    }

    private Outcome handOver(Outcome.Forward forward, GatewayRequest request) {
        Optional<RelayPlan> plan = request.find(RelayPlan.class);
        if (request.proxy() == Proxy.GATEWAY && plan.isPresent() && !this.relay.offer(plan.get())) {
            log.error("{}: the relay has no room for the call's plan", request.callId());
            return refuse(Rejects.gatewayBusy(), request);
        }
        return forward;
    }

    private Outcome refuse(Reject reject, GatewayRequest request) {
        request.put(Reject.class, reject);
        return new Outcome.Respond(this.refusals.write(reject, request.callId(), Optional.of(request.head())));
    }

}
