package llmgateway.dialect.converse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import llmgateway.dialect.claude.ThinkingField;
import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.ServiceOptions;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.RequestFields;

/** Reads a client's request; whether it wants a stream stands in its path. */
final class ConverseRequestReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Map<String, Role> ROLES = Map.of("user", Role.USER, "assistant", Role.ASSISTANT);

    /** Formats need no name here, which other APIs do. */
    private static final String FORMAT_NAME = "response";

    private final RequestFields body;

    private ConverseRequestReader(RequestFields body) {
        this.body = body;
    }

    static ChatRequest read(JsonNode body) {
        return new ConverseRequestReader(RequestFields.of(body)).read();
    }

    private ChatRequest read() {
        refuseWhatRunsAtAws();
        List<Message> messages = messages();
        Tooling tooling = this.body.object("toolConfig").map(ConverseRequestReader::tooling).orElse(Tooling.NONE);
        Optional<RequestFields> ofModel = this.body.object("additionalModelRequestFields");
        Optional<RequestFields> output = this.body.object("outputConfig");
        Sampling sampling = sampling(ofModel);
        // By the field of Claude's, since thinking has no place of its own here.
        Optional<Reasoning> reasoning = ThinkingField.read(ofModel.flatMap((fields) -> fields.object("thinking")),
                output.flatMap((config) -> config.string("effort")));
        ResponseFormat format = output.flatMap((config) -> config.object("textFormat"))
            .map(ConverseRequestReader::format)
            .orElseGet(ResponseFormat.PlainText::new);
        ServiceOptions service = new ServiceOptions(Optional.empty(), this.body.stringsByName("requestMetadata"),
                this.body.object("serviceTier").map((tier) -> tier.requiredString("type")), Optional.empty());
        return new ChatRequest(messages, tooling, sampling, format, reasoning, service, false, true,
                this.body.unread());
    }

    private void refuseWhatRunsAtAws() {
        for (String field : List.of("guardrailConfig", "promptVariables")) {
            if (this.body.has(field)) {
                throw this.body.notTranslatable(field);
            }
        }
    }

    private List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        if (this.body.has("system")) {
            messages.add(new Message(Role.SYSTEM, BlockReader.read(this.body.objects("system"))));
        }
        if (!this.body.has("messages")) {
            throw this.body.missing("messages");
        }
        for (RequestFields message : this.body.objects("messages")) {
            Role role = message.word("role", ROLES).orElseThrow(() -> message.missing("role"));
            messages.add(new Message(role, BlockReader.read(message.objects("content"))));
        }
        return messages;
    }

    private static Tooling tooling(RequestFields config) {
        List<Tool> tools = new ArrayList<>();
        for (RequestFields tool : config.objects("tools")) {
            if (tool.has("systemTool")) {
                throw tool.notTranslatable("systemTool");
            }
            Optional<CacheLifetime> cache = tool.object("cachePoint").map(BlockReader::lifetime);
            if (cache.isPresent()) {
                if (!tools.isEmpty()) {
                    tools.add(cached(tools.removeLast(), cache));
                }
                continue;
            }
            RequestFields spec = tool.requiredObject("toolSpec");
            tools.add(new Tool(spec.requiredString("name"), spec.string("description"),
                    spec.requiredObject("inputSchema").requiredAny("json"), spec.bool("strict"), Optional.empty()));
        }
        return new Tooling(tools, config.object("toolChoice").map(ConverseRequestReader::choice), Optional.empty());
    }

    private static Tool cached(Tool tool, Optional<CacheLifetime> cache) {
        return new Tool(tool.name(), tool.description(), tool.parameters(), tool.strict(), cache);
    }

    private static ToolChoice choice(RequestFields choice) {
        if (choice.object("auto").isPresent()) {
            return new ToolChoice.Auto();
        }
        if (choice.object("any").isPresent()) {
            return new ToolChoice.Required();
        }
        return new ToolChoice.Named(choice.requiredObject("tool").requiredString("name"));
    }

    private Sampling sampling(Optional<RequestFields> ofModel) {
        Optional<RequestFields> config = this.body.object("inferenceConfig");
        return new Sampling(config.map((fields) -> fields.integer("maxTokens", 1)).orElse(OptionalLong.empty()),
                config.map((fields) -> fields.number("temperature")).orElse(OptionalDouble.empty()),
                config.map((fields) -> fields.number("topP")).orElse(OptionalDouble.empty()),
                ofModel.map((fields) -> fields.integer("top_k", 0, Integer.MAX_VALUE)).orElse(OptionalInt.empty()),
                OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.empty(),
                config.map((fields) -> fields.strings("stopSequences")).orElse(List.of()), 1, OptionalInt.empty(),
                Map.of());
    }

    private static ResponseFormat format(RequestFields format) {
        if (!format.requiredString("type").equals("json_schema")) {
            throw format.notOneOf("type", List.of("json_schema"));
        }
        RequestFields schema = format.requiredObject("structure").requiredObject("jsonSchema");
        try {
            return new ResponseFormat.JsonSchema(schema.string("name").orElse(FORMAT_NAME),
                    schema.string("description"), JSON.readTree(schema.requiredString("schema")), Optional.of(true));
        }
        catch (JacksonException ex) {
            throw schema.invalid("schema", "must be a JSON schema as text");
        }
    }

}
