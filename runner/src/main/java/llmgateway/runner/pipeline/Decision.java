package llmgateway.runner.pipeline;

import java.util.Optional;
import java.util.function.Consumer;

import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.RequestRewrite;

/**
 * What the filters of one call have decided so far. An answer stands: no rewrite turns it
 * back into a request. Once concluded, nothing changes it. Thread-safe.
 */
final class Decision {

    private final RewriteDraft rewrite = new RewriteDraft();

    private final StopDraft stop = new StopDraft();

    private Optional<DirectResponse> response = Optional.empty();

    private boolean concluded;

    synchronized void rewrite(RequestRewrite change) {
        if (change.body().isPresent() && change.body().get().length == 0) {
            throw new IllegalArgumentException("the gateway cannot empty a body");
        }
        if (!this.concluded && !stopped()) {
            this.rewrite.add(change);
        }
    }

    synchronized void respond(DirectResponse answer) {
        if (!this.concluded && !stopped()) {
            this.response = Optional.of(answer);
        }
    }

    /** Adds to the answer that the SDK's setters make, unless a whole one was given. */
    synchronized void stop(Consumer<StopDraft> part) {
        if (!this.concluded && this.response.isEmpty()) {
            part.accept(this.stop);
        }
    }

    synchronized boolean stopped() {
        return this.response.isPresent() || this.stop.begun();
    }

    synchronized Optional<byte[]> rewrittenBody() {
        return this.rewrite.body();
    }

    synchronized Outcome conclude(GatewayRequest request) {
        this.concluded = true;
        if (this.response.isPresent()) {
            return new Outcome.Respond(this.response.get());
        }
        return this.stop.begun() ? new Outcome.Respond(this.stop.build())
                : new Outcome.Forward(this.rewrite.build(), request, request::notForwarded);
    }

}
