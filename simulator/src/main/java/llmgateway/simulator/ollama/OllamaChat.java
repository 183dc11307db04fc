package llmgateway.simulator.ollama;

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
import llmgateway.simulator.wire.Event;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /api/chat}; a stream is one JSON document a line. */
public final class OllamaChat implements Endpoint {

    private final Generator generator = new Generator();

    private final JsonMapper mapper = new JsonMapper();

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        OllamaChatRequest asked = OllamaChatRequest.read(request);
        Generation generation = this.generator.generate(asked.prompt(), request.faults());
        Optional<TokenUsage> usage = request.faults().has(Fault.NO_USAGE) ? Optional.empty()
                : Optional.of(request.usage(asked.prompt(), generation, 1));
        if (asked.stream()) {
            return stream(asked, request, generation, usage);
        }
        ObjectNode document = document(asked);
        ObjectNode message = message(document, generation.text());
        if (!generation.thoughts().isEmpty()) {
            message.put("thinking", generation.thought());
        }
        addCalls(request, generation, message);
        end(document, generation, usage);
        return Answer.json(document);
    }

    private Answer stream(OllamaChatRequest asked, ApiRequest request, Generation generation,
            Optional<TokenUsage> usage) {
        List<ObjectNode> documents = new ArrayList<>();
        for (String thought : generation.thoughts()) {
            ObjectNode document = document(asked);
            message(document, "").put("thinking", thought);
            documents.add(document);
        }
        for (String piece : generation.pieces()) {
            ObjectNode document = document(asked);
            message(document, piece);
            documents.add(document);
        }
        if (!generation.toolCalls().isEmpty()) {
            ObjectNode document = document(asked);
            addCalls(request, generation, message(document, ""));
            documents.add(document);
        }
        ObjectNode last = document(asked);
        message(last, "");
        end(last, generation, usage);
        documents.add(last);
        return new Answer.Lines(documents.stream().map(Event::of).toList(),
                new OllamaDialect().errorEvent(ApiException.ofStatus(500)));
    }

    private static ObjectNode document(OllamaChatRequest asked) {
        return Json.object()
            .put("model", asked.model())
            .put("created_at", "2026-01-01T00:00:00.000000001Z")
            .put("done", false);
    }

    private static ObjectNode message(ObjectNode document, String content) {
        return document.putObject("message").put("role", "assistant").put("content", content);
    }

    private void addCalls(ApiRequest request, Generation generation, ObjectNode message) {
        if (generation.toolCalls().isEmpty()) {
            return;
        }
        ArrayNode calls = message.putArray("tool_calls");
        for (Generation.ToolCall call : generation.toolCalls()) {
            ObjectNode written = calls.addObject().put("id", request.id("call_", calls.size()));
            written.putObject("function")
                .put("index", calls.size() - 1)
                .put("name", call.name())
                .set("arguments", this.mapper.readTree(call.arguments()));
        }
    }

    private static void end(ObjectNode document, Generation generation, Optional<TokenUsage> usage) {
        document.put("done", true).put("done_reason", generation.cutShort() ? "length" : "stop");
        List.of("total_duration", "load_duration", "prompt_eval_duration", "eval_duration")
            .forEach((name) -> document.put(name, 1));
        usage.ifPresent(
                (tokens) -> document.put("prompt_eval_count", tokens.input()).put("eval_count", tokens.output()));
    }

}
