package llmgateway.simulator.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.generation.Generation;
import llmgateway.simulator.generation.Generator;
import llmgateway.simulator.generation.ThoughtSeal;
import llmgateway.simulator.generation.TokenUsage;
import llmgateway.simulator.wire.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/responses}. */
public final class Responses implements Endpoint {

    private final Generator generator = new Generator();

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        ResponseRequest response = ResponseRequest.read(request);
        Generation generation = this.generator.generate(response.prompt(), request.faults());
        List<ObjectNode> output = output(request, response, generation);
        ObjectNode running = running(request, response);
        ObjectNode finished = finished(running, output, generation);
        if (!request.faults().has(Fault.NO_USAGE)) {
            TokenUsage usage = request.usage(response.prompt(), generation, 1);
            finished.set("usage", UsageJson.response(usage));
        }
        return response.stream() ? new ResponseStream(running, finished, output, generation).answer()
                : Answer.json(finished);
    }

    private static List<ObjectNode> output(ApiRequest request, ResponseRequest response, Generation generation) {
        List<ObjectNode> items = new ArrayList<>();
        if (!generation.thoughts().isEmpty()) {
            items.add(reasoning(request, response, generation));
        }
        for (Generation.ToolCall call : generation.toolCalls()) {
            items.add(Json.object()
                .put("id", request.id("fc_", items.size()))
                .put("type", "function_call")
                .put("status", "completed")
                .put("call_id", request.id("call_", items.size()))
                .put("name", call.name())
                .put("arguments", call.arguments()));
        }
        if (generation.toolCalls().isEmpty()) {
            ObjectNode message = Json.object()
                .put("id", request.id("msg_"))
                .put("type", "message")
                .put("status", generation.cutShort() ? "incomplete" : "completed")
                .put("role", "assistant");
            message.putArray("content")
                .add((generation.end() == Generation.End.REFUSAL) ? refusalPart(generation.text())
                        : textPart(generation.text()));
            items.add(message);
        }
        return items;
    }

    private static ObjectNode reasoning(ApiRequest request, ResponseRequest response, Generation generation) {
        ObjectNode item = Json.object().put("id", request.id("rs_")).put("type", "reasoning");
        ArrayNode summary = item.putArray("summary");
        if (response.tellsSummary()) {
            summary.addObject().put("type", "summary_text").put("text", generation.thought());
        }
        if (response.tellsEncrypted()) {
            item.put("encrypted_content", ThoughtSeal.of(generation.thought()));
        }
        return item;
    }

    static ObjectNode refusalPart(String text) {
        return Json.object().put("type", "refusal").put("refusal", text);
    }

    static ObjectNode textPart(String text) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        part.putArray("logprobs");
        return part;
    }

    private static ObjectNode running(ApiRequest request, ResponseRequest response) {
        Fields asked = response.fields();
        ObjectNode body = Json.object();
        body.put("id", request.id("resp_"));
        body.put("object", "response");
        body.put("created_at", Json.CREATED);
        body.put("status", "in_progress");
        body.put("background", false);
        body.putNull("error");
        body.putNull("incomplete_details");
        repeat(asked, body, "instructions", Optional.empty());
        repeat(asked, body, "max_output_tokens", Optional.empty());
        repeat(asked, body, "metadata", Optional.of(Json.object()));
        body.put("model", response.model());
        body.putArray("output");
        body.put("parallel_tool_calls", asked.find("parallel_tool_calls").map(JsonNode::asBoolean).orElse(true));
        repeat(asked, body, "previous_response_id", Optional.empty());
        repeat(asked, body, "reasoning", Optional.of(Json.object().putNull("effort").putNull("summary")));
        body.put("service_tier", "default");
        body.put("store", asked.find("store").map(JsonNode::asBoolean).orElse(true));
        body.put("temperature", asked.find("temperature").map(JsonNode::asDouble).orElse(1.0));
        ObjectNode plainText = Json.object();
        plainText.putObject("format").put("type", "text");
        repeat(asked, body, "text", Optional.of(plainText));
        repeat(asked, body, "tool_choice", Optional.of(Json.string("auto")));
        repeat(asked, body, "tools", Optional.of(Json.object().arrayNode()));
        body.put("top_p", asked.find("top_p").map(JsonNode::asDouble).orElse(1.0));
        body.put("truncation", "disabled");
        body.putNull("usage");
        return body;
    }

    private static void repeat(Fields asked, ObjectNode body, String name, Optional<JsonNode> absent) {
        asked.find(name).or(() -> absent).ifPresentOrElse((value) -> body.set(name, value), () -> body.putNull(name));
    }

    private static ObjectNode finished(ObjectNode running, List<ObjectNode> output, Generation generation) {
        ObjectNode body = running.deepCopy();
        body.put("status", generation.cutShort() ? "incomplete" : "completed");
        if (generation.cutShort()) {
            body.putObject("incomplete_details").put("reason", "max_output_tokens");
        }
        body.putArray("output").addAll(output);
        return body;
    }

}
