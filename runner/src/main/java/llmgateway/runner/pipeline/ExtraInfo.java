package llmgateway.runner.pipeline;

import java.util.Map;
import java.util.Set;

import llmgateway.core.call.CallAbandoned;

/** What a call can ask of whoever brought it, beyond what came with it. */
public interface ExtraInfo {

    /**
     * Asks for all of it in one round trip. Never called by two threads at once, nor
     * after the call's outcome.
     * @param variables names of gateway variables
     * @param body whether the body is wanted
     * @throws CallAbandoned when no answer can come any more
     */
    Fetched fetch(Set<String> variables, boolean body);

    /**
     * @param variables by name; an absent variable is not in the map
     * @param body empty for none, and where it was not asked for
     */
    record Fetched(Map<String, String> variables, byte[] body) {
    }

}
