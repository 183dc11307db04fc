package llmgateway.dialect.chatcompletions;

import java.util.Optional;
import java.util.OptionalInt;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.openai.PartTeller;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tells what a model thinks, piece by piece. Not thread-safe. */
final class ThinkingTeller {

    private static final String NO_DETAIL = "";

    private final PartTeller parts;

    private final int choice;

    private OptionalInt part = OptionalInt.empty();

    private final StringBuilder text = new StringBuilder();

    /** Which detail the part under way is, if it is one. */
    private String detail = NO_DETAIL;

    private ObjectNode rest = JsonNodeFactory.instance.objectNode();

    private Optional<Signature> signature = Optional.empty();

    ThinkingTeller(PartTeller parts, int choice) {
        this.parts = parts;
        this.choice = choice;
    }

    /**
     * @param field in which it stands
     */
    void text(String field, String piece) {
        begin(NO_DETAIL);
        this.signature = Optional.of(ReasoningDetails.plain(field));
        delta(piece);
    }

    /** What no provider wants back. */
    void unsigned(String piece) {
        begin(NO_DETAIL);
        delta(piece);
    }

    void detail(JsonNode told) {
        if (ReasoningDetails.isHidden(told)) {
            end();
            Signature hidden = ReasoningDetails.signature(ReasoningDetails.rest(told));
            this.parts
                .tell(new AnswerEvent.PartEnded(this.parts.start(this.choice, new PartHead.HiddenThinking(hidden))));
            return;
        }
        String piece = ReasoningDetails.text(told);
        boolean completes = this.part.isPresent() && this.detail.equals(NO_DETAIL) && piece.contentEquals(this.text);
        String name = told.path("index").asString("") + told.path("type").asString("");
        if (!completes) {
            begin(name);
            delta(piece);
        }
        this.detail = name;
        this.rest.setAll(ReasoningDetails.rest(told));
        this.signature = Optional.of(ReasoningDetails.signature(this.rest));
    }

    /** More may come, which is another part then. */
    void end() {
        this.part.ifPresent((number) -> {
            this.signature.ifPresent((told) -> this.parts.tell(new AnswerEvent.Signed(number, told)));
            this.parts.tell(new AnswerEvent.PartEnded(number));
        });
        this.part = OptionalInt.empty();
        this.text.setLength(0);
        this.rest = JsonNodeFactory.instance.objectNode();
        this.signature = Optional.empty();
        this.detail = NO_DETAIL;
    }

    private void begin(String name) {
        if (!this.detail.equals(name)) {
            end();
        }
        if (this.part.isEmpty()) {
            this.detail = name;
            this.part = OptionalInt.of(this.parts.start(this.choice, new PartHead.Thinking()));
        }
    }

    private void delta(String piece) {
        this.text.append(piece);
        this.parts.delta(this.part.orElseThrow(), piece);
    }

}
