package llmgateway.dialect.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A conversation as APIs want it whose system prompt stands apart and whose user and
 * assistant take turns, the user first. Consecutive messages of a role are one turn;
 * texts of nothing but space are left out; the results of tools come first in their turn.
 *
 * @param system what stands before all
 * @param turns at least one, each with a part; a system message among them comes right
 * after a turn of the user
 */
public record AlternatingTurns(List<Part> system, List<Message> turns) {

    /** What the user says where a conversation begins with the model's words. */
    private static final Part OPENING = new Part.Text("(The assistant begins.)");

    public AlternatingTurns {
        system = List.copyOf(system);
        turns = List.copyOf(turns);
    }

    /**
     * A system message behind the first turn stays there if it may, right after the turn
     * of the user that it follows, or else the next; otherwise it joins those before all.
     * One that comes after the model's last words is said by the user, so that the model
     * answers it.
     * @param sayable what parts of messages can be said at all
     * @param systemAmongTurns whether system messages may stand among the turns
     */
    public static AlternatingTurns of(List<Message> messages, Predicate<Part> sayable, boolean systemAmongTurns) {
        Arrangement arrangement = new Arrangement(systemAmongTurns);
        for (Message message : messages) {
            List<Part> parts = message.parts().stream().filter((part) -> !isBlank(part) && sayable.test(part)).toList();
            if (!parts.isEmpty()) {
                arrangement.add(new Message(message.role(), parts));
            }
        }
        return arrangement.finish();
    }

    private static boolean isBlank(Part part) {
        return part instanceof Part.Text text && text.text().isBlank();
    }

    private static final class Arrangement {

        private final boolean systemAmongTurns;

        private final List<Part> system = new ArrayList<>();

        private final List<Message> turns = new ArrayList<>();

        /** System messages that wait for their place. */
        private final List<Part> late = new ArrayList<>();

        Arrangement(boolean systemAmongTurns) {
            this.systemAmongTurns = systemAmongTurns;
        }

        void add(Message message) {
            if (message.role() == Role.SYSTEM) {
                (this.turns.isEmpty() ? this.system : this.late).addAll(message.parts());
                return;
            }
            if (!this.systemAmongTurns) {
                this.system.addAll(this.late);
                this.late.clear();
            }
            else if (message.role() == Role.ASSISTANT && lastIs(Role.USER)) {
                placeLate(Role.SYSTEM);
            }
            if (lastIs(message.role())) {
                List<Part> joined = new ArrayList<>(this.turns.removeLast().parts());
                joined.addAll(message.parts());
                this.turns.add(new Message(message.role(), joined));
            }
            else {
                this.turns.add(message);
            }
        }

        AlternatingTurns finish() {
            if (this.turns.isEmpty()) {
                // Nobody has spoken: what the system says is the question.
                List<Part> asked = this.system.isEmpty() ? List.of(OPENING) : this.system;
                return new AlternatingTurns(List.of(), List.of(new Message(Role.USER, asked)));
            }
            if (!lastIs(Role.USER)) {
                placeLate(Role.USER);
            }
            else if (this.systemAmongTurns) {
                placeLate(Role.SYSTEM);
            }
            else {
                this.system.addAll(this.late);
            }
            if (this.turns.getFirst().role() != Role.USER) {
                this.turns.addFirst(new Message(Role.USER, List.of(OPENING)));
            }
            return new AlternatingTurns(this.system, this.turns.stream().map(Arrangement::resultsFirst).toList());
        }

        private boolean lastIs(Role role) {
            return !this.turns.isEmpty() && this.turns.getLast().role() == role;
        }

        private void placeLate(Role role) {
            if (!this.late.isEmpty()) {
                this.turns.add(new Message(role, this.late));
                this.late.clear();
            }
        }

        /** A cache point stays behind the part that it marks. */
        private static Message resultsFirst(Message turn) {
            List<Part> results = new ArrayList<>();
            List<Part> others = new ArrayList<>();
            List<Part> into = others;
            for (Part part : turn.parts()) {
                if (!(part instanceof Part.CachePoint)) {
                    into = (part instanceof Part.ToolResult) ? results : others;
                }
                into.add(part);
            }
            results.addAll(others);
            return new Message(turn.role(), results);
        }

    }

}
