package llmgateway.runner.standalone;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import llmgateway.core.http.RequestHead;
import llmgateway.runner.pipeline.CallSource;

/**
 * A request at the front door, as the pipeline sees it.
 *
 * @param variables what the gateway knows about the request, named as APISIX names it
 */
record ServedCall(RequestHead head, String remoteAddress, Map<String, String> variables,
        byte[] body) implements CallSource {

    @Override
    public Fetched fetch(Set<String> names, boolean withBody) {
        Map<String, String> found = new HashMap<>(this.variables);
        found.keySet().retainAll(names);
        return new Fetched(found, withBody ? this.body : new byte[0]);
    }

}
