package llmgateway.dialect.openai;

import java.util.function.Consumer;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;

/** Numbers the parts of an answer over all its choices. Not thread-safe. */
public final class PartTeller {

    private final Consumer<AnswerEvent> events;

    private int parts;

    public PartTeller(Consumer<AnswerEvent> events) {
        this.events = events;
    }

    /**
     * @return the part's number
     */
    public int start(int choice, PartHead head) {
        int part = this.parts++;
        this.events.accept(new AnswerEvent.PartStarted(part, choice, head));
        return part;
    }

    /** Nothing is told of an empty piece. */
    public void delta(int part, String text) {
        if (!text.isEmpty()) {
            this.events.accept(new AnswerEvent.Delta(part, text));
        }
    }

    public void tell(AnswerEvent event) {
        this.events.accept(event);
    }

}
