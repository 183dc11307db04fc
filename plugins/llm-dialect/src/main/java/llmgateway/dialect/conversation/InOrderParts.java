package llmgateway.dialect.conversation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * Tells parts one after the other, each to its end, for APIs that cannot tell several in
 * turns. The part under way goes on at once; what comes of others waits for its end. Not
 * thread-safe.
 */
public final class InOrderParts implements Consumer<AnswerEvent> {

    private final Consumer<AnswerEvent> events;

    /** By part, in the order in which they started. */
    private final SequencedMap<Integer, List<AnswerEvent>> waiting = new LinkedHashMap<>();

    private Optional<Integer> current = Optional.empty();

    public InOrderParts(Consumer<AnswerEvent> events) {
        this.events = events;
    }

    @Override
    public void accept(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.PartStarted started -> ofPart(started.part(), event);
            case AnswerEvent.Delta delta -> ofPart(delta.part(), event);
            case AnswerEvent.Signed signed -> ofPart(signed.part(), event);
            case AnswerEvent.Cited cited -> ofPart(cited.part(), event);
            case AnswerEvent.PartEnded ended -> ofPart(ended.part(), event);
            default -> this.events.accept(event);
        }
    }

    private void ofPart(int part, AnswerEvent event) {
        if (this.current.isEmpty()) {
            this.current = Optional.of(part);
        }
        if (this.current.get() != part) {
            this.waiting.computeIfAbsent(part, (number) -> new ArrayList<>()).add(event);
            return;
        }
        this.events.accept(event);
        if (event instanceof AnswerEvent.PartEnded) {
            this.current = Optional.empty();
            goOn();
        }
    }

    private void goOn() {
        while (this.current.isEmpty() && !this.waiting.isEmpty()) {
            Map.Entry<Integer, List<AnswerEvent>> next = this.waiting.pollFirstEntry();
            List<AnswerEvent> held = next.getValue();
            this.current = Optional.of(next.getKey());
            held.forEach(this.events);
            if (held.getLast() instanceof AnswerEvent.PartEnded) {
                this.current = Optional.empty();
            }
        }
    }

}
