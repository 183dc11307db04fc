package llmgateway.simulator.gemini;

import java.nio.charset.StandardCharsets;
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
import llmgateway.simulator.wire.Event;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code models.generateContent} and {@code models.streamGenerateContent}. */
public final class GenerateContent implements Endpoint {

    private final Generator generator = new Generator();

    private final JsonMapper mapper = new JsonMapper();

    private final Form form;

    private final boolean tellsCallIds;

    /**
     * @param tellsCallIds whether calls of tools have an {@code id}
     */
    public GenerateContent(Form form, boolean tellsCallIds) {
        this.form = form;
        this.tellsCallIds = tellsCallIds;
    }

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        GenerateContentRequest asked = GenerateContentRequest.read(request);
        Generation generation = this.generator.generate(asked.prompt(), request.faults());
        Optional<TokenUsage> usage = request.faults().has(Fault.NO_USAGE) ? Optional.empty()
                : Optional.of(request.usage(asked.prompt(), generation, asked.candidates()));
        List<ObjectNode> chunks = (this.form == Form.WHOLE) ? List.of(whole(request, asked, generation))
                : chunks(request, asked, generation);
        usage.ifPresent((tokens) -> chunks.getLast().set("usageMetadata", usage(tokens)));
        return switch (this.form) {
            case WHOLE -> Answer.json(chunks.getFirst());
            case EVENTS -> new Answer.Events(chunks.stream().map(Event::of).toList(),
                    new GeminiDialect().errorEvent(ApiException.ofStatus(503)));
            case LIST -> new Answer.Bytes(200, "application/json; charset=UTF-8",
                    chunks.toString().getBytes(StandardCharsets.UTF_8));
        };
    }

    private ObjectNode whole(ApiRequest request, GenerateContentRequest asked, Generation generation) {
        ObjectNode chunk = chunk(request, asked);
        for (int i = 0; i < asked.candidates(); i++) {
            ArrayNode parts = candidate(chunk, i);
            if (asked.tellsThoughts()) {
                addThought(parts, generation.thought());
            }
            if (generation.toolCalls().isEmpty()) {
                seal(parts.addObject().put("text", generation.text()), generation);
            }
            addCalls(request, generation, parts);
            end(chunk, i, generation);
        }
        return chunk;
    }

    private List<ObjectNode> chunks(ApiRequest request, GenerateContentRequest asked, Generation generation) {
        List<ObjectNode> chunks = new ArrayList<>();
        for (int i = 0; i < asked.candidates(); i++) {
            for (String thought : asked.tellsThoughts() ? generation.thoughts() : List.<String>of()) {
                ObjectNode chunk = chunk(request, asked);
                addThought(candidate(chunk, i), thought);
                chunks.add(chunk);
            }
            for (String piece : generation.pieces()) {
                ObjectNode chunk = chunk(request, asked);
                candidate(chunk, i).addObject().put("text", piece);
                chunks.add(chunk);
            }
            if (!generation.toolCalls().isEmpty()) {
                ObjectNode chunk = chunk(request, asked);
                addCalls(request, generation, candidate(chunk, i));
                chunks.add(chunk);
            }
        }
        ObjectNode last = chunk(request, asked);
        for (int i = 0; i < asked.candidates(); i++) {
            ObjectNode part = candidate(last, i).addObject().put("text", "");
            if (generation.toolCalls().isEmpty()) {
                seal(part, generation);
            }
            end(last, i, generation);
        }
        chunks.add(last);
        return chunks;
    }

    private static ObjectNode chunk(ApiRequest request, GenerateContentRequest asked) {
        ObjectNode chunk = Json.object();
        chunk.putArray("candidates");
        return chunk.put("modelVersion", asked.model()).put("responseId", request.id(""));
    }

    private static ArrayNode candidate(ObjectNode chunk, int index) {
        ObjectNode candidate = chunk.withArray("candidates").addObject();
        candidate.put("index", index);
        return candidate.putObject("content").put("role", "model").putArray("parts");
    }

    private static void end(ObjectNode chunk, int index, Generation generation) {
        ((ObjectNode) chunk.withArray("candidates").get(index)).put("finishReason", switch (generation.end()) {
            case DONE, STOP_SEQUENCE, TOOL_CALLS -> "STOP";
            case LENGTH -> "MAX_TOKENS";
            case REFUSAL -> "SAFETY";
        });
    }

    private static void addThought(ArrayNode parts, String thought) {
        parts.addObject().put("text", thought).put("thought", true);
    }

    /** The last text of a model that thought is signed. */
    private static void seal(ObjectNode part, Generation generation) {
        if (!generation.thoughts().isEmpty()) {
            part.put("thoughtSignature", ThoughtSeal.of(generation.thought()));
        }
    }

    /** The first of a turn is signed, as Gemini 3 does it. */
    private void addCalls(ApiRequest request, Generation generation, ArrayNode parts) {
        boolean first = true;
        for (Generation.ToolCall call : generation.toolCalls()) {
            ObjectNode part = parts.addObject();
            ObjectNode called = part.putObject("functionCall").put("name", call.name());
            if (this.tellsCallIds) {
                called.put("id", request.id("", parts.size()));
            }
            called.set("args", this.mapper.readTree(call.arguments()));
            if (first) {
                part.put("thoughtSignature", ThoughtSeal.of(generation.thought()));
            }
            first = false;
        }
    }

    private static ObjectNode usage(TokenUsage usage) {
        ObjectNode json = Json.object();
        json.put("promptTokenCount", usage.input());
        json.put("candidatesTokenCount", usage.output() - usage.reasoning());
        json.put("totalTokenCount", usage.total());
        if (usage.cached() != 0) {
            json.put("cachedContentTokenCount", usage.cached());
        }
        if (usage.reasoning() != 0) {
            json.put("thoughtsTokenCount", usage.reasoning());
        }
        return json;
    }

    /** How an answer comes. */
    public enum Form {

        WHOLE,

        /** With {@code alt=sse}. */
        EVENTS,

        /** One list of all chunks: a stream without {@code alt=sse}. */
        LIST

    }

}
