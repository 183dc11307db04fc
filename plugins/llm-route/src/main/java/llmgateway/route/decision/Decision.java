package llmgateway.route.decision;

import java.util.Optional;

import llmgateway.core.error.Reject;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.Routed;

/** What to do with a call. */
public sealed interface Decision {

    /**
     * The gateway proxies the call to the provider itself.
     *
     * @param routed without a way to limit the output: {@code limitable} is how
     * @param rewrite turns the client's request into the provider's; holds its key
     * @param limitable empty where the endpoint knows no output limit
     */
    record Direct(Routed routed, RequestRewrite rewrite, Optional<LimitableBody> limitable) implements Decision {

        @Override
        public String toString() {
            return "Direct[" + this.routed.target() + "]";
        }

    }

    /**
     * The relay sends the call.
     *
     * @param routed without a way to limit the output: the plan has it
     * @param rewrite steers the gateway to the relay; nothing where there is no other way
     * @param limitable whether any attempt's request has a place for an output limit
     */
    record Relay(Routed routed, RelayPlan plan, RequestRewrite rewrite, boolean limitable) implements Decision {

        @Override
        public String toString() {
            return "Relay[" + this.routed.target() + "]";
        }

    }

    /** Answered here. */
    record Answer(DirectResponse response) implements Decision {
    }

    record Refuse(Reject reject) implements Decision {
    }

}
