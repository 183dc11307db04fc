package llmgateway.simulator.generation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import tools.jackson.databind.JsonNode;

/**
 * What any API asks a model for.
 *
 * @param inputTokens words of all texts in the request
 * @param maxOutputTokens the client's limit
 * @param tools the tools to call, all of them; none for an answer in words
 * @param outputSchema the JSON schema that the answer has to follow
 */
public record Prompt(long inputTokens, OptionalLong maxOutputTokens, List<Tool> tools,
        Optional<JsonNode> outputSchema) {

    public Prompt {
        tools = List.copyOf(tools);
    }

    /**
     * @param parameters JSON schema of the arguments
     */
    public record Tool(String name, JsonNode parameters) {
    }

}
