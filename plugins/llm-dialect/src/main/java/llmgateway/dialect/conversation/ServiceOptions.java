package llmgateway.dialect.conversation;

import java.util.Map;
import java.util.Optional;

/**
 * What the request says to the provider's service and not to the model.
 *
 * @param user the application's own user, as the client names it
 * @param metadata free pairs to be kept with the answer
 * @param serviceTier by its OpenAI name, such as {@code priority}
 * @param promptCacheKey what calls with a common prefix share
 */
public record ServiceOptions(Optional<String> user, Map<String, String> metadata, Optional<String> serviceTier,
        Optional<String> promptCacheKey) {

    public static final ServiceOptions NONE = new ServiceOptions(Optional.empty(), Map.of(), Optional.empty(),
            Optional.empty());

    public ServiceOptions {
        metadata = Map.copyOf(metadata);
    }

}
