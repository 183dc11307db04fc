package llmgateway.dialect.responses;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.openai.ErrorReader;
import llmgateway.dialect.openai.PartTeller;
import llmgateway.dialect.usage.OpenAiUsage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Tells a response that comes whole or piece by piece. Not thread-safe. */
final class ResponseTeller {

    private final PartTeller parts;

    private final Map<Integer, ItemTeller> items = new TreeMap<>();

    private boolean started;

    private boolean over;

    ResponseTeller(Consumer<AnswerEvent> events) {
        this.parts = new PartTeller(events);
    }

    void start(JsonNode response) {
        if (!this.started) {
            this.started = true;
            this.parts.tell(new AnswerEvent.Started(response.path("id").stringValue(""),
                    response.path("model").stringValue("")));
        }
    }

    /**
     * @param index among the response's output
     */
    ItemTeller item(int index) {
        start(MissingNode.getInstance());
        return this.items.computeIfAbsent(index, (unknown) -> new ItemTeller(this.parts));
    }

    /**
     * @param response as it is at its end, with all of its output: what was not told
     * before is told now
     */
    void end(JsonNode response) {
        JsonNode error = response.path("error");
        if (response.path("status").stringValue("").equals("failed") || error.isObject()) {
            fail(error);
            return;
        }
        start(response);
        this.over = true;
        int index = 0;
        for (JsonNode item : response.path("output")) {
            item(index++).done(item);
        }
        this.items.values().forEach(ItemTeller::end);
        OpenAiUsage.ofResponses(response.path("usage"))
            .ifPresent((usage) -> this.parts
                .tell(new AnswerEvent.UsageTold(usage, response.path("service_tier").stringValueOpt())));
        this.parts.tell(new AnswerEvent.Finished(0, reason(response), Optional.empty()));
    }

    void fail(JsonNode error) {
        this.over = true;
        this.parts.tell(new AnswerEvent.Failed(ErrorReader.inStream(error)));
    }

    boolean isOver() {
        return this.over;
    }

    private FinishReason reason(JsonNode response) {
        switch (response.path("incomplete_details").path("reason").stringValue("")) {
            case "max_output_tokens" -> {
                return FinishReason.LENGTH;
            }
            case "content_filter" -> {
                return FinishReason.CONTENT_FILTER;
            }
            default -> {
                // Complete.
            }
        }
        if (this.items.values().stream().anyMatch(ItemTeller::isToolCall)) {
            return FinishReason.TOOL_CALLS;
        }
        return this.items.values().stream().anyMatch(ItemTeller::isRefusal) ? FinishReason.REFUSAL : FinishReason.STOP;
    }

}
