package llmgateway.simulator.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.generation.Generation;
import llmgateway.simulator.generation.TokenUsage;
import llmgateway.simulator.wire.Answer;
import llmgateway.simulator.wire.Event;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stream of a chat completion: a chunk with the role, a chunk a piece, a chunk with
 * the finish reason, the usage chunk if asked for, {@code [DONE]}. Choices take turns.
 */
final class ChatStream {

    static final Event DONE = new Event(Optional.empty(), "[DONE]");

    private final ApiRequest request;

    private final ChatRequest chat;

    private final Generation generation;

    private final List<Event> events = new ArrayList<>();

    ChatStream(ApiRequest request, ChatRequest chat, Generation generation) {
        this.request = request;
        this.chat = chat;
        this.generation = generation;
    }

    Answer answer(Optional<TokenUsage> usage) {
        boolean words = this.generation.toolCalls().isEmpty();
        boolean refused = this.generation.end() == Generation.End.REFUSAL;
        add((delta) -> delta.put("role", "assistant").put("content", words ? "" : null).putNull("refusal"));
        if (this.chat.tellsThoughts()) {
            this.generation.thoughts().forEach((piece) -> add((delta) -> delta.put("reasoning_content", piece)));
        }
        this.generation.pieces().forEach((piece) -> add((delta) -> delta.put(refused ? "refusal" : "content", piece)));
        addToolCalls();
        add(Optional.of(ChatCompletions.finishReason(this.generation)), (delta) -> {
        });
        usage.ifPresent(this::addUsage);
        this.events.add(DONE);
        return new Answer.Events(this.events, new OpenAiDialect().errorEvent(ApiException.ofStatus(500)));
    }

    private void addToolCalls() {
        List<ObjectNode> calls = ChatCompletions.toolCalls(this.request, this.generation);
        for (int index = 0; index < calls.size(); index++) {
            int position = index;
            ObjectNode begun = calls.get(index).deepCopy().put("index", position);
            begun.withObject("/function").put("arguments", "");
            add((delta) -> delta.putArray("tool_calls").add(begun));
            for (String piece : this.generation.toolCalls().get(index).argumentPieces()) {
                add((delta) -> delta.putArray("tool_calls")
                    .addObject()
                    .put("index", position)
                    .putObject("function")
                    .put("arguments", piece));
            }
        }
    }

    private void add(Consumer<ObjectNode> fill) {
        add(Optional.empty(), fill);
    }

    private void add(Optional<String> finishReason, Consumer<ObjectNode> fill) {
        for (int index = 0; index < this.chat.choices(); index++) {
            ObjectNode chunk = ChatCompletions.head(this.request, this.chat.model(), "chat.completion.chunk");
            ObjectNode choice = chunk.putArray("choices").addObject();
            choice.put("index", index);
            fill.accept(choice.putObject("delta"));
            choice.putNull("logprobs");
            choice.put("finish_reason", finishReason.orElse(null));
            if (this.chat.includeUsage()) {
                chunk.putNull("usage");
            }
            this.events.add(Event.of(chunk));
        }
    }

    private void addUsage(TokenUsage usage) {
        ObjectNode chunk = ChatCompletions.head(this.request, this.chat.model(), "chat.completion.chunk");
        chunk.putArray("choices");
        chunk.set("usage", UsageJson.completion(usage));
        this.events.add(Event.of(chunk));
    }

}
