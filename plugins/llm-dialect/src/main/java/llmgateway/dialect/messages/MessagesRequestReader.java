package llmgateway.dialect.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import llmgateway.dialect.claude.ThinkingField;
import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.ServiceOptions;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.RequestFields;
import tools.jackson.databind.JsonNode;

/** Reads a client's request. */
final class MessagesRequestReader {

    /** Formats have no name here, which other APIs need. */
    private static final String FORMAT_NAME = "response";

    private static final Map<String, Role> ROLES = Map.of("user", Role.USER, "assistant", Role.ASSISTANT, "system",
            Role.SYSTEM);

    private final RequestFields body;

    private MessagesRequestReader(RequestFields body) {
        this.body = body;
    }

    static ChatRequest read(JsonNode body) {
        return new MessagesRequestReader(RequestFields.of(body)).read();
    }

    private ChatRequest read() {
        this.body.ignore("model");
        refuseProviderState();
        List<Message> messages = messages();
        Tooling tooling = tooling();
        Optional<RequestFields> output = this.body.object("output_config");
        Optional<String> effort = output.flatMap((config) -> config.string("effort"));
        ResponseFormat format = output.flatMap((config) -> config.object("format"))
            .map(MessagesRequestReader::format)
            .orElseGet(ResponseFormat.PlainText::new);
        boolean stream = this.body.bool("stream").orElse(false);
        Optional<Reasoning> reasoning = ThinkingField.read(this.body.object("thinking"), effort);
        Sampling sampling = sampling();
        ServiceOptions service = service();
        return new ChatRequest(messages, tooling, sampling, format, reasoning, service, stream, stream,
                this.body.unread());
    }

    /** What lies at Anthropic, or runs there. */
    private void refuseProviderState() {
        for (String field : List.of("container", "mcp_servers", "context_management")) {
            if (this.body.has(field)) {
                throw this.body.notTranslatable(field);
            }
        }
    }

    private List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        if (this.body.has("system")) {
            messages.add(new Message(Role.SYSTEM, BlockReader.content(this.body, "system")));
        }
        if (!this.body.has("messages")) {
            throw this.body.missing("messages");
        }
        for (RequestFields message : this.body.objects("messages")) {
            Role role = message.word("role", ROLES).orElseThrow(() -> message.missing("role"));
            messages.add(new Message(role, BlockReader.content(message, "content")));
        }
        CacheControls.read(this.body).ifPresent((lifetime) -> markLast(messages, lifetime));
        return messages;
    }

    /** The mark of the whole request stands for one at the last block. */
    private static void markLast(List<Message> messages, CacheLifetime lifetime) {
        if (!messages.isEmpty()) {
            Message last = messages.removeLast();
            List<Part> parts = new ArrayList<>(last.parts());
            if (parts.isEmpty() || !(parts.getLast() instanceof Part.CachePoint)) {
                parts.add(new Part.CachePoint(lifetime));
            }
            messages.add(new Message(last.role(), parts));
        }
    }

    private Tooling tooling() {
        List<Tool> tools = this.body.objects("tools").stream().map(MessagesRequestReader::tool).toList();
        Optional<RequestFields> choice = this.body.object("tool_choice");
        return new Tooling(tools, choice.map(MessagesRequestReader::toolChoice),
                choice.flatMap((asked) -> asked.bool("disable_parallel_tool_use")).map((disabled) -> !disabled));
    }

    private static Tool tool(RequestFields tool) {
        if (tool.string("type").filter((type) -> !type.equals("custom")).isPresent()) {
            throw tool.notTranslatable("type");
        }
        // How a tool's arguments are streamed, and who may call it where there is no one
        // else.
        tool.ignore("eager_input_streaming", "allowed_callers");
        return new Tool(tool.requiredString("name"), tool.string("description"), tool.requiredAny("input_schema"),
                tool.bool("strict"), CacheControls.read(tool));
    }

    private static ToolChoice toolChoice(RequestFields choice) {
        return switch (choice.requiredString("type")) {
            case "auto" -> new ToolChoice.Auto();
            case "any" -> new ToolChoice.Required();
            case "tool" -> new ToolChoice.Named(choice.requiredString("name"));
            case "none" -> new ToolChoice.None();
            default -> throw choice.notOneOf("type", List.of("any", "auto", "none", "tool"));
        };
    }

    private static ResponseFormat format(RequestFields format) {
        if (!format.requiredString("type").equals("json_schema")) {
            throw format.notOneOf("type", List.of("json_schema"));
        }
        return new ResponseFormat.JsonSchema(FORMAT_NAME, Optional.empty(), format.requiredAny("schema"),
                Optional.of(true));
    }

    private Sampling sampling() {
        OptionalLong most = this.body.integer("max_tokens", 0);
        if (most.isEmpty()) {
            throw this.body.missing("max_tokens");
        }
        return new Sampling(most, this.body.number("temperature"), this.body.number("top_p"),
                this.body.integer("top_k", 0, Integer.MAX_VALUE), OptionalDouble.empty(), OptionalDouble.empty(),
                OptionalLong.empty(), this.body.strings("stop_sequences"), 1, OptionalInt.empty(), Map.of());
    }

    private ServiceOptions service() {
        return new ServiceOptions(this.body.object("metadata").flatMap((metadata) -> metadata.string("user_id")),
                Map.of(), this.body.string("service_tier").map(ServiceTiers::readAsked), Optional.empty());
    }

}
