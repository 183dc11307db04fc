package llmgateway.dialect.chatcompletions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.ServiceOptions;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.RequestFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads {@code CreateChatCompletionRequest} of OpenAI's OpenAPI description 2.3.0 of
 * August 2026, with {@code top_k} and {@code reasoning} as OpenRouter documents them
 * (November 2026).
 */
final class ChatRequestReader {

    private static final List<String> PROVIDER_RUN = List.of("web_search_options", "audio", "moderation");

    private static final List<String> OLD_FUNCTIONS = List.of("functions", "function_call");

    private static final int MOST_LOGPROBS = 20;

    private final RequestFields fields;

    private ChatRequestReader(RequestFields fields) {
        this.fields = fields;
    }

    static ChatRequest read(JsonNode body) {
        return new ChatRequestReader(RequestFields.of(body)).read();
    }

    private ChatRequest read() {
        this.fields.ignore("model");
        refuseWhatOnlyOpenAiRuns();
        List<Message> messages = ChatMessageReader.readAll(this.fields);
        Tooling tooling = ChatToolsReader.read(this.fields);
        Sampling sampling = sampling();
        ResponseFormat format = this.fields.object("response_format")
            .map(ChatRequestReader::format)
            .orElseGet(ResponseFormat.PlainText::new);
        Optional<Reasoning> reasoning = reasoning();
        ServiceOptions service = service();
        boolean stream = this.fields.bool("stream").orElse(false);
        boolean usageInStream = this.fields.object("stream_options").map(ChatRequestReader::usage).orElse(false);
        return new ChatRequest(messages, tooling, sampling, format, reasoning, service, stream, usageInStream,
                this.fields.unread());
    }

    private void refuseWhatOnlyOpenAiRuns() {
        for (String field : PROVIDER_RUN) {
            if (this.fields.has(field)) {
                throw this.fields.notTranslatable(field);
            }
        }
        for (String field : OLD_FUNCTIONS) {
            if (this.fields.has(field)) {
                throw this.fields.invalid(field, "was replaced by 'tools' in 2023; use those");
            }
        }
        if (!this.fields.strings("modalities").stream().allMatch("text"::equals)) {
            throw this.fields.notTranslatable("modalities");
        }
        if (this.fields.bool("store").orElse(false)) {
            throw this.fields.notTranslatable("store");
        }
    }

    private Sampling sampling() {
        OptionalLong limit = this.fields.integer("max_completion_tokens", 1);
        OptionalLong oldLimit = this.fields.integer("max_tokens", 1);
        OptionalDouble temperature = this.fields.number("temperature");
        OptionalDouble topP = this.fields.number("top_p");
        OptionalInt topK = this.fields.integer("top_k", 0, Integer.MAX_VALUE);
        OptionalDouble frequencyPenalty = this.fields.number("frequency_penalty");
        OptionalDouble presencePenalty = this.fields.number("presence_penalty");
        OptionalLong seed = this.fields.integer("seed", Long.MIN_VALUE);
        int choices = this.fields.integer("n", 1, Integer.MAX_VALUE).orElse(1);
        return new Sampling(limit.isPresent() ? limit : oldLimit, temperature, topP, topK, frequencyPenalty,
                presencePenalty, seed, stop(), choices, logprobs(), logitBias());
    }

    private List<String> stop() {
        return this.fields.isString("stop") ? List.of(this.fields.requiredString("stop")) : this.fields.strings("stop");
    }

    private OptionalInt logprobs() {
        boolean wanted = this.fields.bool("logprobs").orElse(false);
        OptionalInt alternatives = this.fields.integer("top_logprobs", 0, MOST_LOGPROBS);
        return wanted ? OptionalInt.of(alternatives.orElse(0)) : OptionalInt.empty();
    }

    private Map<String, Double> logitBias() {
        Map<String, Double> biases = new HashMap<>();
        this.fields.object("logit_bias")
            .ifPresent((tokens) -> tokens.names()
                .forEach((token) -> tokens.number(token).ifPresent((bias) -> biases.put(token, bias))));
        return biases;
    }

    private static ResponseFormat format(RequestFields format) {
        String type = format.requiredString("type");
        return switch (type) {
            case "text" -> new ResponseFormat.PlainText();
            case "json_object" -> new ResponseFormat.JsonObject();
            case "json_schema" -> schema(format.requiredObject("json_schema"));
            default -> throw format.notOneOf("type", List.of("text", "json_object", "json_schema"));
        };
    }

    private static ResponseFormat schema(RequestFields schema) {
        return new ResponseFormat.JsonSchema(schema.requiredString("name"), schema.string("description"),
                schema.any("schema").orElseGet(JsonNodeFactory.instance::objectNode), schema.bool("strict"));
    }

    private Optional<Reasoning> reasoning() {
        Optional<String> effort = this.fields.string("reasoning_effort");
        Optional<RequestFields> reasoning = this.fields.object("reasoning");
        if (reasoning.isEmpty()) {
            return effort.map((word) -> new Reasoning(Optional.of(word), OptionalLong.empty(), Optional.empty()));
        }
        return Optional.of(new Reasoning(reasoning.get().string("effort").or(() -> effort),
                reasoning.get().integer("max_tokens", 0), reasoning.get().bool("exclude").map((exclude) -> !exclude)));
    }

    private ServiceOptions service() {
        Optional<String> identifier = this.fields.string("safety_identifier");
        Optional<String> user = this.fields.string("user");
        return new ServiceOptions(identifier.or(() -> user), this.fields.stringsByName("metadata"),
                this.fields.string("service_tier"), this.fields.string("prompt_cache_key"));
    }

    private static boolean usage(RequestFields options) {
        options.ignore("include_obfuscation");
        return options.bool("include_usage").orElse(false);
    }

}
