package llmgateway.route.table;

import java.util.List;
import java.util.Optional;

import llmgateway.core.http.QueryArgument;

/**
 * Where at a provider's host a request goes.
 *
 * @param path from the root, percent-encoded where the model's name needs it
 * @param query in order
 */
public record UpstreamLocation(String path, List<QueryArgument> query) {

    public UpstreamLocation {
        query = List.copyOf(query);
    }

    static UpstreamLocation of(String path, Optional<QueryArgument> argument) {
        return new UpstreamLocation(path, argument.stream().toList());
    }

}
