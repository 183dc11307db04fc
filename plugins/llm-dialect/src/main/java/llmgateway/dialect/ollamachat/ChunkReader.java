package llmgateway.dialect.ollamachat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

import llmgateway.dialect.ollama.OllamaErrorReader;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.TokenLogprob;
import llmgateway.dialect.format.UnreadableAnswer;
import tools.jackson.databind.JsonNode;

/** Reads the chunks of one answer. Not thread-safe. */
final class ChunkReader {

    private static final int FAILED_STATUS = 500;

    private final Consumer<AnswerEvent> events;

    private OptionalInt open = OptionalInt.empty();

    private boolean openIsThinking;

    private int parts;

    private int calls;

    private boolean started;

    private boolean ended;

    /** What the answer is known by: it has no id. */
    private String createdAt = "";

    ChunkReader(Consumer<AnswerEvent> events) {
        this.events = events;
    }

    void read(JsonNode chunk) {
        if (this.ended) {
            return;
        }
        if (chunk.path("error").isString()) {
            this.ended = true;
            this.events.accept(new AnswerEvent.Failed(OllamaErrorReader.read(FAILED_STATUS, chunk)));
            return;
        }
        if (!chunk.has("message") && !chunk.has("done")) {
            throw new UnreadableAnswer("no chunk of Ollama's chat");
        }
        if (!this.started) {
            this.started = true;
            this.createdAt = chunk.path("created_at").asString("").replaceAll("[^0-9]", "");
            this.events.accept(new AnswerEvent.Started("", chunk.path("model").asString("")));
        }
        JsonNode message = chunk.path("message");
        tell(message.path("thinking").asString(""), true);
        tell(message.path("content").asString(""), false);
        message.path("tool_calls").forEach(this::readCall);
        readLogprobs(chunk.path("logprobs"));
        if (chunk.path("done").asBoolean(false)) {
            end(chunk);
        }
    }

    boolean hasEnded() {
        return this.ended;
    }

    private void tell(String text, boolean thinking) {
        if (text.isEmpty()) {
            return;
        }
        if (this.open.isEmpty() || this.openIsThinking != thinking) {
            close();
            this.open = OptionalInt.of(start(thinking ? new PartHead.Thinking() : new PartHead.Text()));
            this.openIsThinking = thinking;
        }
        this.events.accept(new AnswerEvent.Delta(this.open.getAsInt(), text));
    }

    private void readCall(JsonNode call) {
        close();
        JsonNode function = call.path("function");
        String id = call.path("id").asString("");
        // Unlike that of any other call in the conversation.
        String known = id.isEmpty() ? "call_" + this.createdAt + "_" + this.calls : id;
        this.calls++;
        int number = start(new PartHead.ToolCall(known, function.path("name").asString(""), Optional.empty()));
        JsonNode arguments = function.path("arguments");
        this.events.accept(new AnswerEvent.Delta(number, arguments.isObject() ? arguments.toString() : "{}"));
        this.events.accept(new AnswerEvent.PartEnded(number));
    }

    private int start(PartHead head) {
        int number = this.parts++;
        this.events.accept(new AnswerEvent.PartStarted(number, 0, head));
        return number;
    }

    private void close() {
        this.open.ifPresent((number) -> {
            if (this.openIsThinking) {
                this.events.accept(new AnswerEvent.Signed(number, Thoughts.THINKING));
            }
            this.events.accept(new AnswerEvent.PartEnded(number));
        });
        this.open = OptionalInt.empty();
    }

    private void readLogprobs(JsonNode tokens) {
        List<TokenLogprob> read = new ArrayList<>();
        for (JsonNode token : tokens) {
            List<TokenLogprob> alternatives = new ArrayList<>();
            token.path("top_logprobs").forEach((other) -> alternatives.add(token(other, List.of())));
            read.add(token(token, alternatives));
        }
        if (!read.isEmpty()) {
            this.events.accept(new AnswerEvent.Logprobs(0, read));
        }
    }

    private static TokenLogprob token(JsonNode token, List<TokenLogprob> alternatives) {
        return new TokenLogprob(token.path("token").asString(""), token.path("logprob").asDouble(0), alternatives);
    }

    private void end(JsonNode chunk) {
        this.ended = true;
        close();
        FinishReason reason = switch (chunk.path("done_reason").asString("")) {
            case "length" -> FinishReason.LENGTH;
            default -> (this.calls > 0) ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
        this.events.accept(new AnswerEvent.Finished(0, reason, Optional.empty()));
        if (chunk.has("prompt_eval_count") || chunk.has("eval_count")) {
            // What is 0 is left out.
            this.events.accept(new AnswerEvent.UsageTold(
                    Usage.ofTokens(count(chunk, "prompt_eval_count"), count(chunk, "eval_count")), Optional.empty()));
        }
    }

    private static long count(JsonNode chunk, String name) {
        return Math.max(0, chunk.path(name).asLong(0));
    }

}
