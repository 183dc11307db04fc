package llmgateway.runner.pipeline;

import llmgateway.core.upstream.RelayPlan;

/**
 * Takes the plan of a call that the gateway is about to send to the relay, before the
 * gateway is told to. Thread-safe.
 */
public interface RelayHandover {

    /**
     * @return false if the relay cannot take it now; the call is then refused
     */
    boolean offer(RelayPlan plan);

}
