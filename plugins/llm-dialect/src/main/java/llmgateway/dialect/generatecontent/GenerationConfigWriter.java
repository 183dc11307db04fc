package llmgateway.dialect.generatecontent;

import java.util.Locale;
import java.util.OptionalDouble;

import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Sampling;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code generationConfig}. */
final class GenerationConfigWriter {

    private final ObjectNode config = JsonNodeFactory.instance.objectNode();

    private final ModelGeneration generation;

    GenerationConfigWriter(ModelGeneration generation) {
        this.generation = generation;
    }

    /** Empty where the request leaves all to the model. */
    ObjectNode write(ChatRequest request) {
        write(request.sampling());
        write(request.format());
        request.reasoning().ifPresent(this::write);
        return this.config;
    }

    private void write(Sampling sampling) {
        sampling.maxOutputTokens().ifPresent((tokens) -> this.config.put("maxOutputTokens", tokens));
        write("temperature", sampling.temperature());
        write("topP", sampling.topP());
        sampling.topK().ifPresent((topK) -> this.config.put("topK", topK));
        write("frequencyPenalty", sampling.frequencyPenalty());
        write("presencePenalty", sampling.presencePenalty());
        // A number of 32 bits there.
        sampling.seed().ifPresent((seed) -> this.config.put("seed", (int) seed));
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = this.config.putArray("stopSequences");
            sampling.stop().forEach(stop::add);
        }
        if (sampling.choices() > 1) {
            this.config.put("candidateCount", sampling.choices());
        }
        sampling.logprobs().ifPresent((alternatives) -> {
            this.config.put("responseLogprobs", true);
            if (alternatives > 0) {
                this.config.put("logprobs", alternatives);
            }
        });
    }

    private void write(String name, OptionalDouble value) {
        value.ifPresent((number) -> this.config.put(name, number));
    }

    private void write(ResponseFormat format) {
        switch (format) {
            case ResponseFormat.PlainText plain -> {
            }
            case ResponseFormat.JsonObject object -> this.config.put("responseMimeType", "application/json");
            case ResponseFormat.JsonSchema schema -> {
                this.config.put("responseMimeType", "application/json");
                this.config.set("responseJsonSchema", schema.schema());
            }
        }
    }

    /** Both measures at once are refused. */
    private void write(Reasoning reasoning) {
        ObjectNode thinking = this.config.putObject("thinkingConfig");
        reasoning.told().ifPresent((told) -> thinking.put("includeThoughts", told));
        if (reasoning.budgetTokens().isPresent()) {
            thinking.put("thinkingBudget", reasoning.budgetTokens().getAsLong());
        }
        else if (this.generation == ModelGeneration.BY_LEVEL) {
            reasoning.effort().ifPresent((effort) -> thinking.put("thinkingLevel", level(effort)));
        }
        else {
            reasoning.effort().ifPresent((effort) -> thinking.put("thinkingBudget", budget(effort)));
        }
    }

    /** Models with levels cannot be kept from thinking. */
    private static String level(String effort) {
        return switch (effort) {
            case "none", "minimal" -> "MINIMAL";
            case "low", "medium", "high" -> effort.toUpperCase(Locale.ROOT);
            default -> "HIGH";
        };
    }

    /** As Google itself translates them (Gemini API, "OpenAI compatibility"). */
    private static int budget(String effort) {
        return switch (effort) {
            case "none" -> 0;
            case "minimal", "low" -> 1024;
            case "medium" -> 8192;
            default -> 24_576;
        };
    }

}
