package llmgateway.dialect.conversation;

import java.util.ArrayList;
import java.util.List;

import llmgateway.dialect.conversation.AnswerEvent.PartHead;

/** Tells a whole answer as events. */
public final class AnswerEvents {

    private final List<AnswerEvent> events = new ArrayList<>();

    private int nextPart;

    private AnswerEvents() {
    }

    public static List<AnswerEvent> of(ChatAnswer answer) {
        AnswerEvents told = new AnswerEvents();
        told.tell(answer);
        return List.copyOf(told.events);
    }

    private void tell(ChatAnswer answer) {
        this.events.add(new AnswerEvent.Started(answer.id(), answer.model()));
        for (int choice = 0; choice < answer.choices().size(); choice++) {
            ChatAnswer.Choice told = answer.choices().get(choice);
            for (Part part : told.parts()) {
                tell(choice, part);
            }
            if (!told.logprobs().isEmpty()) {
                this.events.add(new AnswerEvent.Logprobs(choice, told.logprobs()));
            }
            this.events.add(new AnswerEvent.Finished(choice, told.reason(), told.stopSequence()));
        }
        answer.usage().ifPresent((usage) -> this.events.add(new AnswerEvent.UsageTold(usage, answer.serviceTier())));
    }

    private void tell(int choice, Part part) {
        switch (part) {
            case Part.Text text -> {
                int number = start(choice, new PartHead.Text(), text.text());
                text.citations().forEach((citation) -> this.events.add(new AnswerEvent.Cited(number, citation)));
                end(number);
            }
            case Part.Thinking thinking -> {
                int number = start(choice, new PartHead.Thinking(), thinking.text());
                thinking.signature()
                    .ifPresent((signature) -> this.events.add(new AnswerEvent.Signed(number, signature)));
                end(number);
            }
            case Part.HiddenThinking hidden -> end(start(choice, new PartHead.HiddenThinking(hidden.signature()), ""));
            case Part.Refusal refusal -> end(start(choice, new PartHead.Refusal(), refusal.text()));
            case Part.ToolCall call ->
                end(start(choice, new PartHead.ToolCall(call.id(), call.name(), call.signature()),
                        call.arguments().isString() ? call.arguments().asString() : call.arguments().toString()));
            case Part.Image image -> throw notInAnswers(part);
            case Part.Document document -> throw notInAnswers(part);
            case Part.Audio audio -> throw notInAnswers(part);
            case Part.ToolResult result -> throw notInAnswers(part);
            case Part.CachePoint point -> throw notInAnswers(part);
        }
    }

    private int start(int choice, PartHead head, String text) {
        int number = this.nextPart++;
        this.events.add(new AnswerEvent.PartStarted(number, choice, head));
        if (!text.isEmpty()) {
            this.events.add(new AnswerEvent.Delta(number, text));
        }
        return number;
    }

    private void end(int number) {
        this.events.add(new AnswerEvent.PartEnded(number));
    }

    private static IllegalArgumentException notInAnswers(Part part) {
        return new IllegalArgumentException("no part of an answer: " + part.getClass().getSimpleName());
    }

}
