package llmgateway.route.decision;

import llmgateway.core.call.Ticket;
import llmgateway.core.error.Reject;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.Target;

/** What to do with a call. */
public sealed interface Decision {

    /**
     * The gateway proxies the call to the provider itself.
     *
     * @param rewrite turns the client's request into the provider's; holds its key
     */
    record Direct(Target target, Ticket ticket, RequestRewrite rewrite) implements Decision {

        @Override
        public String toString() {
            return "Direct[" + this.target + "]";
        }

    }

    /**
     * The relay sends the call.
     *
     * @param rewrite steers the gateway to the relay; nothing where there is no other way
     */
    record Relay(Target target, Ticket ticket, RelayPlan plan, RequestRewrite rewrite) implements Decision {

        @Override
        public String toString() {
            return "Relay[" + this.target + "]";
        }

    }

    /** Answered here. */
    record Answer(DirectResponse response) implements Decision {
    }

    record Refuse(Reject reject) implements Decision {
    }

}
