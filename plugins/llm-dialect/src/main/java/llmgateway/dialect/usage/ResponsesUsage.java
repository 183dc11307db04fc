package llmgateway.dialect.usage;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Responses, whole or as the last event of a stream. Sources: {@code ResponseUsage},
 * {@code ResponseStreamEvent} and {@code ResponseFunctionWebSearch} in openai-python
 * 3.3.1 of August 2026; OpenAI's guide "Web search", which says that of a search call's
 * actions only {@code search} is billed.
 */
final class ResponsesUsage implements AnswerReader {

    private static final Set<String> LAST_EVENTS = Set.of("response.completed", "response.incomplete",
            "response.failed");

    /** Events whose {@code delta} is something else than text. */
    private static final Set<String> NO_TEXT = Set.of("response.audio.delta", "response.output_audio.delta");

    private static final List<String> FREE_ACTIONS = List.of("open_page", "find_in_page", "find");

    static final AnswerFamily FAMILY = AnswerFamily.of(ResponsesUsage::new,
            List.of("delta+", "service_tier", "object", "status", "incomplete_details.reason", "response.status",
                    "response.incomplete_details.reason", "usage.**", "output[].type=", "output[].action.type=",
                    "response.error", "response.id", "response.model", "response.service_tier", "response.usage.**",
                    "response.output[].type=", "response.output[].action.type="));

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        Optional<String> type = document.text("type");
        if (type.filter(LAST_EVENTS::contains).isPresent()) {
            notes.whole();
            readFinishReason(document, "response.", notes);
        }
        if (document.text("object").filter("response"::equals).isPresent()) {
            readFinishReason(document, "", notes);
        }
        if (type.filter((name) -> name.equals("error")).isPresent() || document.has("response.error")) {
            notes.error();
        }
        if (type.filter((name) -> name.endsWith(".delta")).isPresent()) {
            notes.token();
            if (type.filter(NO_TEXT::contains).isEmpty()) {
                notes.delivered(document);
            }
        }
        notes.id(document.text("response.id"));
        notes.model(document.text("response.model"));
        notes.serviceTier(document.text("service_tier").or(() -> document.text("response.service_tier")));
        readUsage(document, "", notes);
        readUsage(document, "response.", notes);
    }

    /** A response has no other reason to have come to its end than its state. */
    private static void readFinishReason(JsonDocument document, String parent, AnswerNotes notes) {
        notes.finishReason(0,
                document.text(parent + "incomplete_details.reason").or(() -> document.text(parent + "status")));
    }

    private static void readUsage(JsonDocument document, String parent, AnswerNotes notes) {
        UsageNumbers numbers = UsageNumbers.below(parent + "usage", document);
        if (OpenAiTokens.INPUT_AND_OUTPUT.isIn(numbers)) {
            Usage usage = OpenAiTokens.INPUT_AND_OUTPUT.split(numbers)
                .with(Meter.WEB_SEARCHES, searches(document, parent + "output[]"));
            notes.usage(numbers.reading(usage));
        }
    }

    private static int searches(JsonDocument document, String item) {
        int calls = document.tally(item + ".type", "web_search_call");
        int free = FREE_ACTIONS.stream().mapToInt((action) -> document.tally(item + ".action.type", action)).sum();
        return Math.max(0, calls - free);
    }

}
