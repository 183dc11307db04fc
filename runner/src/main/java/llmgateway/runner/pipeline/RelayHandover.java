package llmgateway.runner.pipeline;

import llmgateway.core.call.Ticket;
import llmgateway.core.upstream.RelayPlan;

/**
 * Takes the plan of a call that the gateway is about to send to the relay, before the
 * gateway is told to. Thread-safe.
 */
public interface RelayHandover {

    /**
     * @throws RuntimeException if the relay cannot take it; the call is then refused
     */
    void offer(Ticket ticket, RelayPlan plan);

}
