package llmgateway.dialect.chatcompletions;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.format.UnreadableAnswer;
import llmgateway.dialect.openai.ErrorReader;
import llmgateway.dialect.openai.PartTeller;
import llmgateway.dialect.usage.OpenAiUsage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Tells an answer that comes in one document or in many. Besides OpenAI's fields it knows
 * {@code x_groq} (Groq), {@code choices[].usage} (Kimi) and errors in place of a chunk
 * (OpenRouter, vLLM). Not thread-safe.
 */
final class AnswerTeller {

    private final PartTeller parts;

    private final Map<Integer, ChoiceTeller> choices = new TreeMap<>();

    private String id = "";

    private boolean started;

    private boolean failed;

    AnswerTeller(Consumer<AnswerEvent> events) {
        this.parts = new PartTeller(events);
    }

    /**
     * @param message name of the field in which a choice has its content
     */
    void read(JsonNode document, String message) {
        if (this.failed) {
            return;
        }
        JsonNode error = error(document);
        if (!error.isMissingNode()) {
            this.failed = true;
            this.parts.tell(new AnswerEvent.Failed(ErrorReader.inStream(error)));
            return;
        }
        JsonNode told = document.path("choices");
        if (!told.isEmpty()) {
            start(document);
        }
        for (JsonNode choice : told) {
            this.choices
                .computeIfAbsent(choice.path("index").asInt(0), (index) -> new ChoiceTeller(this.parts, index, this.id))
                .read(choice, message);
        }
        usage(document).ifPresent((usage) -> {
            start(document);
            this.parts.tell(new AnswerEvent.UsageTold(usage,
                    document.path("service_tier").stringValueOpt().filter((tier) -> !tier.isEmpty())));
        });
    }

    /** Whether every choice has told why it ended, or an error ended all. */
    boolean isOver() {
        return this.failed
                || (!this.choices.isEmpty() && this.choices.values().stream().allMatch(ChoiceTeller::hasReason));
    }

    /**
     * Nothing more comes.
     * @throws UnreadableAnswer if nothing came
     */
    void finish() {
        if (this.failed) {
            return;
        }
        if (this.choices.isEmpty()) {
            throw new UnreadableAnswer("no choices");
        }
        this.choices.values().forEach(ChoiceTeller::finish);
    }

    private void start(JsonNode document) {
        if (!this.started) {
            this.started = true;
            this.id = document.path("id").stringValue("");
            this.parts.tell(new AnswerEvent.Started(this.id, document.path("model").stringValue("")));
        }
    }

    private static JsonNode error(JsonNode document) {
        if (!document.isObject()) {
            throw new UnreadableAnswer("an event that is no object");
        }
        if (document.hasNonNull("error")) {
            return document.path("error");
        }
        if (document.path("object").stringValue("").equals("error")) {
            return document;
        }
        for (JsonNode choice : document.path("choices")) {
            if (choice.hasNonNull("error")) {
                return choice.path("error");
            }
        }
        JsonNode groq = document.path("x_groq");
        return groq.hasNonNull("error") ? groq.path("error") : MissingNode.getInstance();
    }

    private static Optional<Usage> usage(JsonNode document) {
        return OpenAiUsage.ofChatCompletions(document.path("usage"))
            .or(() -> OpenAiUsage.ofChatCompletions(document.path("x_groq").path("usage")))
            .or(() -> OpenAiUsage.ofChatCompletions(document.path("choices").path(0).path("usage")));
    }

}
