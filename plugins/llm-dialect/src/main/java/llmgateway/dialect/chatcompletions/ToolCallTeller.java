package llmgateway.dialect.chatcompletions;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.openai.PartTeller;
import tools.jackson.databind.JsonNode;

/**
 * Tells the tool calls of one choice. Some providers leave a call's {@code id} out, or
 * the {@code index} of its pieces, or give all calls the same index. Not thread-safe.
 */
final class ToolCallTeller {

    private final PartTeller parts;

    private final int choice;

    private final String answer;

    private final List<Call> calls = new ArrayList<>();

    private final Map<Integer, Call> byIndex = new HashMap<>();

    /**
     * @param answer id of the answer, of which ids are made for calls without
     */
    ToolCallTeller(PartTeller parts, int choice, String answer) {
        this.parts = parts;
        this.choice = choice;
        this.answer = answer;
    }

    /**
     * @param whole whether it is all of a call, and not a piece
     */
    void read(JsonNode told, boolean whole) {
        JsonNode function = told.path("function");
        OptionalInt index = told.path("index").intValueOpt();
        Call call = whole ? add(OptionalInt.empty()) : callOf(index, text(told, "id"), text(function, "name"));
        call.read(text(told, "id"), function, ThoughtSignature.of(told));
    }

    /** A piece of the one call that answers had before there were tools. */
    void readFunction(JsonNode function) {
        callOf(OptionalInt.of(-1), "", text(function, "name")).read("", function, Optional.empty());
    }

    boolean any() {
        return !this.calls.isEmpty();
    }

    void finish() {
        this.calls.forEach(Call::end);
    }

    private Call callOf(OptionalInt index, String id, String name) {
        Optional<Call> known = index.isPresent() ? Optional.ofNullable(this.byIndex.get(index.getAsInt()))
                : withoutIndex(id, name);
        return known.filter((call) -> !call.isAnother(id, name)).orElseGet(() -> add(index));
    }

    private Optional<Call> withoutIndex(String id, String name) {
        if (id.isEmpty()) {
            return (name.isEmpty() && !this.calls.isEmpty()) ? Optional.of(this.calls.getLast()) : Optional.empty();
        }
        return this.calls.stream().filter((call) -> call.id.equals(id)).findFirst();
    }

    private Call add(OptionalInt index) {
        Call call = new Call(this.calls.size());
        this.calls.add(call);
        index.ifPresent((number) -> this.byIndex.put(number, call));
        return call;
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).stringValue("");
    }

    /** Some send the arguments as an object. */
    private static String arguments(JsonNode arguments) {
        return arguments.isObject() ? arguments.toString() : arguments.stringValue("");
    }

    private final class Call {

        private final int place;

        private String id = "";

        private OptionalInt part = OptionalInt.empty();

        /** Come before the name. */
        private final StringBuilder early = new StringBuilder();

        private Optional<Signature> signature = Optional.empty();

        Call(int place) {
            this.place = place;
        }

        boolean isAnother(String toldId, String toldName) {
            return !toldId.isEmpty() && !this.id.isEmpty() && !toldId.equals(this.id) && !toldName.isEmpty();
        }

        void read(String toldId, JsonNode function, Optional<Signature> toldSignature) {
            if (this.id.isEmpty()) {
                this.id = toldId;
            }
            this.signature = toldSignature.or(() -> this.signature);
            String name = text(function, "name");
            String piece = arguments(function.path("arguments"));
            if (this.part.isEmpty() && name.isEmpty()) {
                this.early.append(piece);
                return;
            }
            if (this.part.isEmpty()) {
                start(name);
            }
            else if (toldSignature.isPresent()) {
                ToolCallTeller.this.parts
                    .tell(new AnswerEvent.Signed(this.part.getAsInt(), toldSignature.orElseThrow()));
            }
            ToolCallTeller.this.parts.delta(this.part.getAsInt(), piece);
        }

        void end() {
            if (this.part.isEmpty()) {
                start("");
            }
            ToolCallTeller.this.parts.tell(new AnswerEvent.PartEnded(this.part.getAsInt()));
        }

        private void start(String name) {
            if (this.id.isEmpty()) {
                this.id = "call_" + UUID
                    .nameUUIDFromBytes(
                            (ToolCallTeller.this.answer + ":" + ToolCallTeller.this.choice + ":" + this.place)
                                .getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .replace("-", "");
            }
            this.part = OptionalInt.of(ToolCallTeller.this.parts.start(ToolCallTeller.this.choice,
                    new PartHead.ToolCall(this.id, name, this.signature)));
            ToolCallTeller.this.parts.delta(this.part.getAsInt(), this.early.toString());
        }

    }

}
