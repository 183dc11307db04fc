package llmgateway.simulator.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.generation.Generation;
import llmgateway.simulator.generation.Generator;
import llmgateway.simulator.generation.Prompt;
import llmgateway.simulator.generation.TokenUsage;
import llmgateway.simulator.generation.Words;
import llmgateway.simulator.wire.Answer;
import llmgateway.simulator.wire.Event;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/completions}. */
public final class Completions implements Endpoint {

    private static final Set<String> FIELDS = Set.of("best_of", "echo", "frequency_penalty", "logit_bias", "logprobs",
            "max_tokens", "model", "n", "presence_penalty", "prompt", "seed", "stop", "stream", "stream_options",
            "suffix", "temperature", "top_p", "user");

    private final Generator generator = new Generator();

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        String model = request.model();
        long inputTokens = promptTokens(body);
        boolean stream = body.bool("stream", false);
        boolean includeUsage = ChatRequest.includeUsage(body, stream);
        Prompt prompt = new Prompt(inputTokens, body.integer("max_tokens", 0, Integer.MAX_VALUE), List.of(),
                Optional.empty());
        Generation generation = this.generator.generate(prompt, request.faults());
        TokenUsage usage = request.usage(inputTokens, generation.outputTokens());
        boolean tellsUsage = !request.faults().has(Fault.NO_USAGE);
        if (stream) {
            return stream(request, model, generation, usage, includeUsage && tellsUsage);
        }
        ObjectNode completion = completion(request, model);
        addChoice(completion, generation.text(), Optional.of(ChatCompletions.finishReason(generation)));
        if (tellsUsage) {
            completion.set("usage", UsageJson.completion(usage));
        }
        return Answer.json(completion);
    }

    private static long promptTokens(Fields body) throws ApiException {
        JsonNode prompt = body.require("prompt");
        if (prompt.isString()) {
            return Words.count(prompt.stringValue());
        }
        long tokens = 0;
        for (JsonNode element : body.array("prompt")) {
            tokens += element.isString() ? Words.count(element.stringValue()) : Math.max(1, element.size());
        }
        return tokens;
    }

    private static Answer stream(ApiRequest request, String model, Generation generation, TokenUsage usage,
            boolean tellsUsage) {
        List<Event> events = new ArrayList<>();
        for (String piece : generation.pieces()) {
            ObjectNode chunk = completion(request, model);
            addChoice(chunk, piece, Optional.empty());
            events.add(Event.of(chunk));
        }
        ObjectNode last = completion(request, model);
        addChoice(last, "", Optional.of(ChatCompletions.finishReason(generation)));
        events.add(Event.of(last));
        if (tellsUsage) {
            ObjectNode chunk = completion(request, model);
            chunk.putArray("choices");
            chunk.set("usage", UsageJson.completion(usage));
            events.add(Event.of(chunk));
        }
        events.add(ChatStream.DONE);
        return new Answer.Events(events, new OpenAiDialect().errorEvent(ApiException.ofStatus(500)));
    }

    private static ObjectNode completion(ApiRequest request, String model) {
        return Json.object()
            .put("id", request.id("cmpl-"))
            .put("object", "text_completion")
            .put("created", Json.CREATED)
            .put("model", model);
    }

    private static void addChoice(ObjectNode completion, String text, Optional<String> finishReason) {
        ObjectNode choice = completion.putArray("choices").addObject().put("text", text).put("index", 0);
        choice.putNull("logprobs");
        choice.put("finish_reason", finishReason.orElse(null));
    }

}
