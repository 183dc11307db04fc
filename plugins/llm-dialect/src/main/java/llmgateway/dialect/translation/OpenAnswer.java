package llmgateway.dialect.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.FinishReason;

/** Knows what of an answer has not been ended yet, so as to end it. Not thread-safe. */
final class OpenAnswer {

    private boolean started;

    private final SortedSet<Integer> openParts = new TreeSet<>();

    private final SortedMap<Integer, Boolean> finished = new TreeMap<>();

    private Optional<Usage> usage = Optional.empty();

    private Optional<String> serviceTier = Optional.empty();

    void add(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.Started ignored -> this.started = true;
            case AnswerEvent.PartStarted part -> {
                this.openParts.add(part.part());
                this.finished.putIfAbsent(part.choice(), false);
            }
            case AnswerEvent.PartEnded part -> this.openParts.remove(part.part());
            case AnswerEvent.Finished choice -> this.finished.put(choice.choice(), true);
            case AnswerEvent.UsageTold told -> {
                this.usage = Optional.of(told.usage());
                this.serviceTier = told.serviceTier();
            }
            default -> {
            }
        }
    }

    /**
     * What is missing to its end, as by the output limit.
     * @param counted what it has used
     */
    List<AnswerEvent> ending(Usage counted) {
        List<AnswerEvent> events = new ArrayList<>();
        if (!this.started) {
            events.add(new AnswerEvent.Started("", ""));
        }
        this.openParts.forEach((part) -> events.add(new AnswerEvent.PartEnded(part)));
        this.finished.putIfAbsent(0, false);
        this.finished.forEach((choice, done) -> {
            if (!done) {
                events.add(new AnswerEvent.Finished(choice, FinishReason.LENGTH, Optional.empty()));
            }
        });
        events.add(new AnswerEvent.UsageTold(told(counted), this.serviceTier));
        return events;
    }

    private Usage told(Usage counted) {
        return this.usage.map((said) -> said.withOutputTokens(Math.max(said.outputTokens(), counted.outputTokens())))
            .orElse(counted);
    }

}
