package llmgateway.simulator.openai;

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
import llmgateway.simulator.generation.TokenUsage;
import llmgateway.simulator.wire.Answer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/chat/completions}. */
public final class ChatCompletions implements Endpoint {

    private final Generator generator = new Generator();

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        ChatRequest chat = ChatRequest.read(request);
        Generation generation = this.generator.generate(chat.prompt(), request.faults());
        TokenUsage usage = request.usage(chat.prompt(), generation, chat.choices());
        boolean tellsUsage = !request.faults().has(Fault.NO_USAGE);
        if (chat.stream()) {
            Optional<TokenUsage> lastChunk = (chat.includeUsage() && tellsUsage) ? Optional.of(usage)
                    : Optional.empty();
            return new ChatStream(request, chat, generation).answer(lastChunk);
        }
        ObjectNode completion = head(request, chat.model(), "chat.completion");
        ArrayNode choices = completion.putArray("choices");
        for (int index = 0; index < chat.choices(); index++) {
            ObjectNode choice = choices.addObject();
            choice.put("index", index);
            choice.set("message", message(request, chat, generation));
            choice.putNull("logprobs");
            choice.put("finish_reason", finishReason(generation));
        }
        if (tellsUsage) {
            completion.set("usage", UsageJson.completion(usage));
        }
        return Answer.json(completion);
    }

    static ObjectNode head(ApiRequest request, String model, String object) {
        ObjectNode head = Json.object();
        head.put("id", request.id("chatcmpl-"));
        head.put("object", object);
        head.put("created", Json.CREATED);
        head.put("model", model);
        head.put("service_tier", "default");
        head.put("system_fingerprint", "fp_simulator");
        return head;
    }

    static String finishReason(Generation generation) {
        return switch (generation.end()) {
            case DONE, STOP_SEQUENCE, REFUSAL -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
        };
    }

    static List<ObjectNode> toolCalls(ApiRequest request, Generation generation) {
        List<ObjectNode> calls = new ArrayList<>();
        for (Generation.ToolCall toolCall : generation.toolCalls()) {
            ObjectNode call = Json.object();
            call.put("id", request.id("call_", calls.size()));
            call.put("type", "function");
            call.putObject("function").put("name", toolCall.name()).put("arguments", toolCall.arguments());
            calls.add(call);
        }
        return calls;
    }

    private static ObjectNode message(ApiRequest request, ChatRequest chat, Generation generation) {
        ObjectNode message = Json.object().put("role", "assistant");
        boolean refused = generation.end() == Generation.End.REFUSAL;
        boolean words = generation.toolCalls().isEmpty();
        message.put("content", (words && !refused) ? generation.text() : null);
        if (chat.tellsThoughts() && !generation.thoughts().isEmpty()) {
            message.put("reasoning_content", generation.thought());
        }
        if (!words) {
            message.putArray("tool_calls").addAll(toolCalls(request, generation));
        }
        message.put("refusal", refused ? generation.text() : null);
        message.putArray("annotations");
        return message;
    }

}
