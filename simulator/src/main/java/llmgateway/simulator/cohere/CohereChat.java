package llmgateway.simulator.cohere;

import java.util.Optional;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.generation.Generation;
import llmgateway.simulator.generation.Generator;
import llmgateway.simulator.generation.TokenUsage;
import llmgateway.simulator.wire.Answer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v2/chat}. */
public final class CohereChat implements Endpoint {

    private final Generator generator = new Generator();

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        CohereChatRequest asked = CohereChatRequest.read(request);
        Generation generation = this.generator.generate(asked.prompt(), request.faults());
        Optional<TokenUsage> usage = request.faults().has(Fault.NO_USAGE) ? Optional.empty()
                : Optional.of(request.usage(asked.prompt(), generation, 1));
        if (asked.stream()) {
            return new CohereChatStream(request, generation, usage).answer();
        }
        ObjectNode body = Json.object().put("id", request.id("")).put("finish_reason", finishReason(generation));
        ObjectNode message = body.putObject("message").put("role", "assistant");
        ArrayNode content = message.putArray("content");
        if (!generation.thoughts().isEmpty()) {
            content.addObject().put("type", "thinking").put("thinking", generation.thought());
        }
        if (generation.toolCalls().isEmpty()) {
            content.addObject().put("type", "text").put("text", generation.text());
        }
        else {
            message.put("tool_plan", CohereChatStream.PLAN);
            ArrayNode calls = message.putArray("tool_calls");
            generation.toolCalls()
                .forEach((call) -> calls.add(call(request, calls.size(), call.name(), call.arguments())));
        }
        usage.ifPresent((tokens) -> body.set("usage", usage(tokens)));
        return Answer.json(body);
    }

    static ObjectNode call(ApiRequest request, int index, String name, String arguments) {
        ObjectNode call = Json.object().put("id", request.id(name + "_", index)).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        return call;
    }

    static String finishReason(Generation generation) {
        return switch (generation.end()) {
            case DONE, REFUSAL -> "COMPLETE";
            case LENGTH -> "MAX_TOKENS";
            case STOP_SEQUENCE -> "STOP_SEQUENCE";
            case TOOL_CALLS -> "TOOL_CALL";
        };
    }

    static ObjectNode usage(TokenUsage usage) {
        ObjectNode json = Json.object();
        json.putObject("billed_units").put("input_tokens", usage.input()).put("output_tokens", usage.output());
        json.putObject("tokens").put("input_tokens", usage.input()).put("output_tokens", usage.output());
        return json.put("cached_tokens", usage.cached());
    }

}
