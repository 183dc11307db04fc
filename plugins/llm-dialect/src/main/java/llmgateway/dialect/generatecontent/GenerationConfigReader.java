package llmgateway.dialect.generatecontent;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.format.RequestFields;
import tools.jackson.databind.JsonNode;

/** Reads {@code generationConfig}. */
final class GenerationConfigReader {

    /** What other APIs take for the name of a schema, which this one has not. */
    private static final Pattern SCHEMA_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private static final String UNNAMED = "response";

    private final RequestFields config;

    GenerationConfigReader(RequestFields config) {
        this.config = config;
    }

    Sampling sampling() {
        OptionalInt outputLimit = this.config.integer("maxOutputTokens", 0, Integer.MAX_VALUE);
        OptionalInt seed = this.config.integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE);
        return new Sampling(toLong(outputLimit), this.config.number("temperature"), this.config.number("topP"), topK(),
                this.config.number("frequencyPenalty"), this.config.number("presencePenalty"), toLong(seed),
                this.config.strings("stopSequences"),
                this.config.integer("candidateCount", 1, Integer.MAX_VALUE).orElse(1), logprobs(), Map.of());
    }

    /** A fraction by its type, though only whole numbers make sense. */
    private OptionalInt topK() {
        OptionalDouble topK = this.config.number("topK");
        return topK.isPresent() ? OptionalInt.of((int) topK.getAsDouble()) : OptionalInt.empty();
    }

    private OptionalInt logprobs() {
        OptionalInt alternatives = this.config.integer("logprobs", 0, Integer.MAX_VALUE);
        boolean wanted = this.config.bool("responseLogprobs").orElse(false);
        return wanted ? OptionalInt.of(alternatives.orElse(0)) : OptionalInt.empty();
    }

    ResponseFormat format() {
        requireTextAnswers();
        if (this.config.has("responseFormat")) {
            throw this.config.notTranslatable("responseFormat");
        }
        Optional<JsonNode> jsonSchema = this.config.any("responseJsonSchema");
        Optional<JsonNode> schema = this.config.any("responseSchema").map(OpenApiSchema::toJsonSchema);
        return switch (this.config.string("responseMimeType").orElse("").toLowerCase(Locale.ROOT)) {
            case "", "text/plain" -> new ResponseFormat.PlainText();
            case "application/json" -> jsonSchema.or(() -> schema)
                .<ResponseFormat>map(GenerationConfigReader::jsonSchema)
                .orElseGet(ResponseFormat.JsonObject::new);
            default -> throw this.config.notTranslatable("responseMimeType");
        };
    }

    private static ResponseFormat jsonSchema(JsonNode schema) {
        String title = schema.path("title").asString("");
        return new ResponseFormat.JsonSchema(SCHEMA_NAME.matcher(title).matches() ? title : UNNAMED, Optional.empty(),
                schema, Optional.empty());
    }

    private void requireTextAnswers() {
        for (String modality : this.config.strings("responseModalities")) {
            if (!modality.equalsIgnoreCase("TEXT")) {
                throw this.config.notTranslatable("responseModalities");
            }
        }
    }

    Optional<Reasoning> reasoning() {
        return this.config.object("thinkingConfig").map((thinking) -> {
            // -1 leaves it to the model, as if nothing were said.
            OptionalInt budget = thinking.integer("thinkingBudget", -1, Integer.MAX_VALUE);
            Optional<String> level = thinking.string("thinkingLevel")
                .map((name) -> name.toLowerCase(Locale.ROOT))
                .filter((name) -> !name.equals("thinking_level_unspecified"));
            return new Reasoning(level, (budget.orElse(-1) >= 0) ? toLong(budget) : OptionalLong.empty(),
                    thinking.bool("includeThoughts"));
        });
    }

    private static OptionalLong toLong(OptionalInt number) {
        return number.isPresent() ? OptionalLong.of(number.getAsInt()) : OptionalLong.empty();
    }

}
