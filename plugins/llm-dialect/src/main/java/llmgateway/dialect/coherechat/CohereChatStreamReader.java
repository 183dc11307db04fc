package llmgateway.dialect.coherechat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import llmgateway.dialect.cohere.CohereErrorReader;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.UnreadableAnswer;
import llmgateway.dialect.sse.SseEvents;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream of typed events; contents and calls are numbered apart. */
final class CohereChatStreamReader implements StreamReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String DONE = "[DONE]";

    private static final int FAILED_STATUS = 500;

    private static final String PLAN = "plan";

    private final Consumer<AnswerEvent> events;

    private final SseEvents sse = new SseEvents(this::event);

    private final Map<String, OpenPart> open = new LinkedHashMap<>();

    private int parts;

    private boolean ended;

    CohereChatStreamReader(Consumer<AnswerEvent> events) {
        this.events = events;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        this.sse.write(bytes, offset, length);
    }

    @Override
    public void finish() {
        this.sse.finish();
        if (!this.ended) {
            throw new UnreadableAnswer("the stream ended before the answer did");
        }
    }

    private void event(String name, byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        if (this.ended || text.strip().equals(DONE)) {
            return;
        }
        try {
            read(JSON.readTree(text));
        }
        catch (JacksonException ex) {
            throw new UnreadableAnswer("an event that is no JSON");
        }
    }

    private void read(JsonNode event) {
        JsonNode message = event.path("delta").path("message");
        String content = "content " + event.path("index").asInt(0);
        String call = "call " + event.path("index").asInt(0);
        switch (event.path("type").asString("")) {
            case "message-start" -> this.events.accept(new AnswerEvent.Started(event.path("id").asString(""), ""));
            case "content-start" -> {
                startContent(content, message.path("content"));
                tell(content, contentText(message));
            }
            case "content-delta" -> tell(content, contentText(message));
            case "content-end" -> end(content);
            case "tool-plan-delta" -> {
                if (!this.open.containsKey(PLAN)) {
                    start(PLAN, new PartHead.Thinking());
                }
                tell(PLAN, message.path("tool_plan").asString(""));
            }
            case "tool-call-start" -> {
                end(PLAN);
                JsonNode function = message.path("tool_calls").path("function");
                start(call, new PartHead.ToolCall(message.path("tool_calls").path("id").asString(""),
                        function.path("name").asString(""), Optional.empty()));
                tell(call, function.path("arguments").asString(""));
            }
            case "tool-call-delta" ->
                tell(call, message.path("tool_calls").path("function").path("arguments").asString(""));
            case "tool-call-end" -> end(call);
            case "citation-start" -> cite(message.path("citations"));
            case "message-end" -> end(event.path("delta"));
            default -> {
                // Events of other kinds tell nothing of the answer.
            }
        }
    }

    private void startContent(String key, JsonNode content) {
        end(PLAN);
        boolean thinking = content.path("type").asString("").equals("thinking");
        start(key, thinking ? new PartHead.Thinking() : new PartHead.Text());
    }

    private static String contentText(JsonNode message) {
        JsonNode content = message.path("content");
        return content.path("text").asString(content.path("thinking").asString(""));
    }

    private void start(String key, PartHead head) {
        boolean thinking = head instanceof PartHead.Thinking;
        OpenPart part = new OpenPart(this.parts++, thinking);
        this.open.put(key, part);
        this.events.accept(new AnswerEvent.PartStarted(part.number, 0, head));
    }

    private void tell(String key, String text) {
        OpenPart part = this.open.get(key);
        if (part != null && !text.isEmpty()) {
            part.text.append(text);
            this.events.accept(new AnswerEvent.Delta(part.number, text));
        }
    }

    private void cite(JsonNode citation) {
        int index = citation.path("content_index").asInt(0);
        OpenPart part = this.open.get("content " + index);
        if (part != null && CitationReader.isOf(index, citation)) {
            CitationReader.read(citation, part.text.toString())
                .forEach((cited) -> this.events.accept(new AnswerEvent.Cited(part.number, cited)));
        }
    }

    private void end(String key) {
        OpenPart part = this.open.remove(key);
        if (part != null) {
            if (part.thinking) {
                this.events.accept(
                        new AnswerEvent.Signed(part.number, key.equals(PLAN) ? Thoughts.TOOL_PLAN : Thoughts.THINKING));
            }
            this.events.accept(new AnswerEvent.PartEnded(part.number));
        }
    }

    private void end(JsonNode delta) {
        this.ended = true;
        String reason = delta.path("finish_reason").asString("");
        if (reason.equals(FinishReasons.ERROR) || delta.path("error").isString()) {
            this.events.accept(
                    new AnswerEvent.Failed(CohereErrorReader.error(FAILED_STATUS, delta.path("error").asString(""))));
            return;
        }
        List.copyOf(this.open.keySet()).forEach(this::end);
        this.events.accept(new AnswerEvent.Finished(0, FinishReasons.read(reason), Optional.empty()));
        UsageReader.read(delta.path("usage"))
            .ifPresent((usage) -> this.events.accept(new AnswerEvent.UsageTold(usage, Optional.empty())));
    }

    private static final class OpenPart {

        private final int number;

        private final boolean thinking;

        private final StringBuilder text = new StringBuilder();

        OpenPart(int number, boolean thinking) {
            this.number = number;
            this.thinking = thinking;
        }

    }

}
