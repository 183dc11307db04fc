package llmgateway.e2e.gateway;

import java.util.List;
import java.util.Map;

import llmgateway.e2e.gateway.wire.RunnerMessage.Entry;

/**
 * What the gateway knows of a client's request when its plugins run.
 *
 * @param sourceIp 4 or 16 bytes
 * @param path decoded
 * @param args decoded; without a value for {@code ?flag}
 * @param headers all of them, in the client's order, names in lower case
 * @param variables nginx variables by name
 * @param body empty for none
 */
public record CallFacts(byte[] sourceIp, String method, String path, List<Entry> args, List<Entry> headers,
        Map<String, String> variables, byte[] body) {

    public CallFacts {
        args = List.copyOf(args);
        headers = List.copyOf(headers);
        variables = Map.copyOf(variables);
    }

}
