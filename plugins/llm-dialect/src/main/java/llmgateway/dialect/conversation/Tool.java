package llmgateway.dialect.conversation;

import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * A function that the application offers.
 *
 * @param parameters JSON schema of its arguments
 * @param strict whether arguments must match the schema to the letter
 * @param cache whether the tools up to here are to be kept in the prompt cache
 */
public record Tool(String name, Optional<String> description, JsonNode parameters, Optional<Boolean> strict,
        Optional<CacheLifetime> cache) {
}
