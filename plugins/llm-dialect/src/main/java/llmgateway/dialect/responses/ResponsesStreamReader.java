package llmgateway.dialect.responses;

import java.util.function.Consumer;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.UnreadableAnswer;
import llmgateway.dialect.sse.SseEvents;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code ResponseStreamEvent}s; passes over those that it does not know. */
final class ResponsesStreamReader implements StreamReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SseEvents events = new SseEvents((name, data) -> read(data));

    private final ResponseTeller teller;

    ResponsesStreamReader(Consumer<AnswerEvent> events) {
        this.teller = new ResponseTeller(events);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        this.events.write(bytes, offset, length);
    }

    @Override
    public void finish() {
        this.events.finish();
        if (!this.teller.isOver()) {
            throw new UnreadableAnswer("the stream broke off");
        }
    }

    private void read(byte[] data) {
        // Some who imitate the API end it as Chat Completions does.
        if (this.teller.isOver()) {
            return;
        }
        JsonNode event = parsed(data);
        switch (event.path("type").stringValue("")) {
            case "response.created", "response.in_progress", "response.queued" ->
                this.teller.start(event.path("response"));
            case "response.output_item.added" -> item(event).added(event.path("item"));
            case "response.output_item.done" -> item(event).done(event.path("item"));
            case "response.output_text.delta" -> item(event).text(content(event), event);
            case "response.refusal.delta" -> item(event).refusal(content(event), delta(event));
            case "response.output_text.annotation.added" -> item(event).cited(content(event), event.path("annotation"));
            case "response.function_call_arguments.delta" -> item(event).arguments(delta(event));
            case "response.reasoning_summary_text.delta" ->
                item(event).summary(event.path("summary_index").asInt(0), delta(event));
            case "response.reasoning_text.delta" -> item(event).reasoning(content(event), delta(event));
            case "response.completed", "response.incomplete", "response.failed" ->
                this.teller.end(event.path("response"));
            case "error" -> this.teller.fail(event.hasNonNull("error") ? event.path("error") : event);
            default -> {
                // Tells nothing that is not told elsewhere.
            }
        }
    }

    private ItemTeller item(JsonNode event) {
        return this.teller.item(event.path("output_index").asInt(0));
    }

    private static int content(JsonNode event) {
        return event.path("content_index").asInt(0);
    }

    private static String delta(JsonNode event) {
        return event.path("delta").stringValue("");
    }

    private JsonNode parsed(byte[] data) {
        try {
            return JSON.readTree(data);
        }
        catch (JacksonException ex) {
            throw new UnreadableAnswer("an event that is no JSON");
        }
    }

}
