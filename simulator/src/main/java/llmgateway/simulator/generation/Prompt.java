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
 * @param stopSequences which end the answer
 * @param thinking whether the model thinks before it answers
 */
public record Prompt(long inputTokens, OptionalLong maxOutputTokens, List<Tool> tools, Optional<JsonNode> outputSchema,
        List<String> stopSequences, boolean thinking) {

    public Prompt {
        tools = List.copyOf(tools);
        stopSequences = List.copyOf(stopSequences);
    }

    public Prompt(long inputTokens, OptionalLong maxOutputTokens, List<Tool> tools, Optional<JsonNode> outputSchema) {
        this(inputTokens, maxOutputTokens, tools, outputSchema, List.of(), false);
    }

    public Prompt withStopSequences(List<String> sequences) {
        return new Prompt(this.inputTokens, this.maxOutputTokens, this.tools, this.outputSchema, sequences,
                this.thinking);
    }

    public Prompt withThinking(boolean wanted) {
        return new Prompt(this.inputTokens, this.maxOutputTokens, this.tools, this.outputSchema, this.stopSequences,
                wanted);
    }

    /**
     * @param parameters JSON schema of the arguments
     */
    public record Tool(String name, JsonNode parameters) {
    }

}
