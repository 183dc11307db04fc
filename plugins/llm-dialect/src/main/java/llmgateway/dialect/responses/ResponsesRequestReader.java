package llmgateway.dialect.responses;

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

/** Reads {@code CreateResponse}. */
final class ResponsesRequestReader {

    static final String LOGPROBS = "message.output_text.logprobs";

    /** What lies at OpenAI, or is run there. */
    private static final List<String> ONLY_AT_OPENAI = List.of("previous_response_id", "conversation", "prompt",
            "context_management", "moderation");

    private static final int MOST_LOGPROBS = 20;

    private final RequestFields fields;

    private ResponsesRequestReader(RequestFields fields) {
        this.fields = fields;
    }

    static ChatRequest read(JsonNode body) {
        return new ResponsesRequestReader(RequestFields.of(body)).read();
    }

    private ChatRequest read() {
        // The last limits calls of built-in tools, which are refused.
        this.fields.ignore("model", "max_tool_calls");
        refuseWhatOnlyOpenAiHas();
        List<Message> messages = InputReader.read(this.fields);
        Tooling tooling = ToolingReader.read(this.fields);
        Sampling sampling = sampling();
        ResponseFormat format = this.fields.object("text")
            .flatMap((text) -> text.object("format"))
            .map(ResponsesRequestReader::format)
            .orElseGet(ResponseFormat.PlainText::new);
        Optional<Reasoning> reasoning = this.fields.object("reasoning").map(ResponsesRequestReader::reasoning);
        ServiceOptions service = service();
        boolean stream = this.fields.bool("stream").orElse(false);
        this.fields.object("stream_options").ifPresent((options) -> options.ignore("include_obfuscation"));
        return new ChatRequest(messages, tooling, sampling, format, reasoning, service, stream, true,
                this.fields.unread());
    }

    private void refuseWhatOnlyOpenAiHas() {
        for (String field : ONLY_AT_OPENAI) {
            if (this.fields.has(field)) {
                throw this.fields.notTranslatable(field);
            }
        }
        for (String field : List.of("store", "background")) {
            if (this.fields.bool(field).orElse(false)) {
                throw this.fields.notTranslatable(field);
            }
        }
        if (this.fields.string("truncation").filter((how) -> !how.equals("disabled")).isPresent()) {
            throw this.fields.notTranslatable("truncation");
        }
    }

    private Sampling sampling() {
        OptionalLong limit = this.fields.integer("max_output_tokens", 1);
        OptionalDouble temperature = this.fields.number("temperature");
        OptionalDouble topP = this.fields.number("top_p");
        OptionalInt alternatives = this.fields.integer("top_logprobs", 0, MOST_LOGPROBS);
        boolean logprobs = this.fields.strings("include").contains(LOGPROBS);
        return new Sampling(limit, temperature, topP, OptionalInt.empty(), OptionalDouble.empty(),
                OptionalDouble.empty(), OptionalLong.empty(), List.of(), 1,
                (logprobs && alternatives.isEmpty()) ? OptionalInt.of(0) : alternatives, Map.of());
    }

    private static ResponseFormat format(RequestFields format) {
        String type = format.requiredString("type");
        return switch (type) {
            case "text" -> new ResponseFormat.PlainText();
            case "json_object" -> new ResponseFormat.JsonObject();
            case "json_schema" -> new ResponseFormat.JsonSchema(format.requiredString("name"),
                    format.string("description"), format.requiredAny("schema"), format.bool("strict"));
            default -> throw format.notOneOf("type", List.of("text", "json_object", "json_schema"));
        };
    }

    private static Reasoning reasoning(RequestFields reasoning) {
        Optional<String> oldSummary = reasoning.string("generate_summary");
        return new Reasoning(reasoning.string("effort"), OptionalLong.empty(),
                reasoning.string("summary").or(() -> oldSummary).map((how) -> true));
    }

    private ServiceOptions service() {
        Optional<String> identifier = this.fields.string("safety_identifier");
        Optional<String> user = this.fields.string("user");
        return new ServiceOptions(identifier.or(() -> user), this.fields.stringsByName("metadata"),
                this.fields.string("service_tier"), this.fields.string("prompt_cache_key"));
    }

}
