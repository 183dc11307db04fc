package llmgateway.e2e.gateway;

import llmgateway.e2e.gateway.wire.RunnerMessage;

/** What {@code ext-plugin-post-req} came to. */
public sealed interface PluginAnswer {

    record Verdict(RunnerMessage.Verdict verdict) implements PluginAnswer {
    }

    /**
     * The client gets 503.
     *
     * @param problem what APISIX would write to its error log
     */
    record Unavailable(String problem) implements PluginAnswer {
    }

}
