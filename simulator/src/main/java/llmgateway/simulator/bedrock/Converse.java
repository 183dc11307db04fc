package llmgateway.simulator.bedrock;

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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /model/{modelId}/converse} and {@code /model/{modelId}/converse-stream}.
 */
public final class Converse implements Endpoint {

    private final boolean stream;

    private final Generator generator = new Generator();

    private final JsonMapper mapper = new JsonMapper();

    private Converse(boolean stream) {
        this.stream = stream;
    }

    public static Converse whole() {
        return new Converse(false);
    }

    public static Converse stream() {
        return new Converse(true);
    }

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        ConverseRequest asked = ConverseRequest.read(request);
        Generation generation = this.generator.generate(asked.prompt(), request.faults());
        Optional<TokenUsage> usage = request.faults().has(Fault.NO_USAGE) ? Optional.empty()
                : Optional.of(request.usage(asked.prompt(), generation, 1));
        if (this.stream) {
            return new ConverseStream(request, asked, generation, usage).answer();
        }
        ObjectNode body = Json.object();
        ObjectNode message = body.putObject("output").putObject("message").put("role", "assistant");
        ArrayNode content = message.putArray("content");
        if (!generation.thoughts().isEmpty()) {
            content.addObject()
                .putObject("reasoningContent")
                .putObject("reasoningText")
                .put("text", asked.tellsThoughts() ? generation.thought() : "")
                .put("signature", ThoughtSeal.of(generation.thought()));
        }
        for (Generation.ToolCall call : generation.toolCalls()) {
            content.addObject()
                .putObject("toolUse")
                .put("toolUseId", request.id("tooluse_", content.size()))
                .put("name", call.name())
                .set("input", this.mapper.readTree(call.arguments()));
        }
        if (!generation.pieces().isEmpty()) {
            content.addObject().put("text", generation.text());
        }
        body.put("stopReason", stopReason(generation));
        usage.ifPresent((tokens) -> body.set("usage", usage(tokens)));
        body.putObject("metrics").put("latencyMs", 1);
        return Answer.json(body);
    }

    static String stopReason(Generation generation) {
        return switch (generation.end()) {
            case DONE -> "end_turn";
            case LENGTH -> "max_tokens";
            case STOP_SEQUENCE -> "stop_sequence";
            case TOOL_CALLS -> "tool_use";
            case REFUSAL -> "content_filtered";
        };
    }

    /** Input tokens leave out what was read from or written to the cache. */
    static ObjectNode usage(TokenUsage usage) {
        return Json.object()
            .put("inputTokens", usage.input() - usage.cached() - usage.cacheWrite())
            .put("outputTokens", usage.output())
            .put("totalTokens", usage.total())
            .put("cacheReadInputTokens", usage.cached())
            .put("cacheWriteInputTokens", usage.cacheWrite());
    }

}
