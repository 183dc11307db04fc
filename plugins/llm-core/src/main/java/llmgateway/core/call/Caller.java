package llmgateway.core.call;

import java.util.Optional;

/**
 * Who calls, as the gateway authenticated it; never taken from what the client wrote.
 *
 * @param consumer APISIX consumer name
 * @param group APISIX consumer group id
 * @param route APISIX route id
 */
public record Caller(Optional<String> consumer, Optional<String> group, Optional<String> route) {

    public static final Caller UNKNOWN = new Caller(Optional.empty(), Optional.empty(), Optional.empty());

}
