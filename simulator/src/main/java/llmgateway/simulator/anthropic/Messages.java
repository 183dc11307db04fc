package llmgateway.simulator.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.generation.Generation;
import llmgateway.simulator.generation.Generator;
import llmgateway.simulator.generation.ThoughtSeal;
import llmgateway.simulator.generation.TokenUsage;
import llmgateway.simulator.wire.Answer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/messages}. */
public final class Messages implements Endpoint {

    private final Generator generator = new Generator();

    private final JsonMapper mapper = new JsonMapper();

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        MessageRequest message = MessageRequest.read(request);
        Generation generation = this.generator.generate(message.prompt(), request.faults());
        Optional<TokenUsage> usage = request.faults().has(Fault.NO_USAGE) ? Optional.empty()
                : Optional.of(request.usage(message.prompt(), generation, 1));
        if (message.stream()) {
            return new MessageStream(request, message, generation, usage).answer();
        }
        ObjectNode body = head(request, message.model());
        body.putArray("content").addAll(content(request, message, generation));
        body.put("stop_reason", stopReason(generation));
        body.put("stop_sequence", generation.stopSequence().orElse(null));
        usage.ifPresent((tokens) -> body.set("usage", usage(tokens)));
        return Answer.json(body);
    }

    static ObjectNode head(ApiRequest request, String model) {
        ObjectNode message = Json.object();
        message.put("id", request.id("msg_"));
        message.put("type", "message");
        message.put("role", "assistant");
        message.put("model", model);
        message.putArray("content");
        message.putNull("stop_reason");
        message.putNull("stop_sequence");
        return message;
    }

    private List<ObjectNode> content(ApiRequest request, MessageRequest message, Generation generation) {
        List<ObjectNode> blocks = new ArrayList<>();
        if (!generation.thoughts().isEmpty()) {
            blocks.add(Json.object()
                .put("type", "thinking")
                .put("thinking", message.tellsThoughts() ? generation.thought() : "")
                .put("signature", ThoughtSeal.of(generation.thought())));
        }
        for (Generation.ToolCall call : generation.toolCalls()) {
            blocks.add(toolUse(request, blocks.size(), call).set("input", this.mapper.readTree(call.arguments())));
        }
        if (!generation.pieces().isEmpty()) {
            blocks.add(Json.object().put("type", "text").put("text", generation.text()));
        }
        return blocks;
    }

    /** Without the input. */
    static ObjectNode toolUse(ApiRequest request, int index, Generation.ToolCall call) {
        return Json.object().put("type", "tool_use").put("id", request.id("toolu_", index)).put("name", call.name());
    }

    static String stopReason(Generation generation) {
        return switch (generation.end()) {
            case DONE -> "end_turn";
            case LENGTH -> "max_tokens";
            case STOP_SEQUENCE -> "stop_sequence";
            case TOOL_CALLS -> "tool_use";
            case REFUSAL -> "refusal";
        };
    }

    /**
     * Unlike OpenAI's, these input tokens leave out what was read from or written to the
     * cache.
     */
    static ObjectNode usage(TokenUsage usage) {
        ObjectNode json = Json.object();
        json.put("input_tokens", usage.input() - usage.cached() - usage.cacheWrite());
        json.put("cache_creation_input_tokens", usage.cacheWrite());
        json.put("cache_read_input_tokens", usage.cached());
        json.putObject("cache_creation")
            .put("ephemeral_5m_input_tokens", usage.cacheWrite())
            .put("ephemeral_1h_input_tokens", 0);
        json.put("output_tokens", usage.output());
        json.putObject("output_tokens_details").put("thinking_tokens", usage.reasoning());
        json.put("service_tier", "standard");
        return json;
    }

}
