package llmgateway.relay.answer;

import java.io.OutputStream;
import java.util.Optional;

import llmgateway.core.budget.RunningHold;
import llmgateway.core.budget.RunningHold.Covering;
import llmgateway.core.error.Reject;
import llmgateway.dialect.translation.AnswerTranslation;

/**
 * What an attempt's answer is covered by: what the call holds, which may still grow.
 *
 * @param translation of the answer, into the API that it is in already where it is passed
 * on as it is; empty where its words cannot be told one by one
 */
public record Coverage(RunningHold hold, Optional<AnswerTranslation> translation) {

    /**
     * To be called before the request is sent: holds for all of an answer whose words
     * cannot be told, or that has more of them than are shown.
     * @return why it may not be asked for
     */
    public Optional<Reject> ofWhatIsNotTold() {
        boolean told = this.translation.filter((answer) -> !answer.isReasoningAsked()).isPresent();
        return (this.hold.isWhole() || told) ? Optional.empty() : ofAll();
    }

    private Optional<Reject> ofAll() {
        return switch (this.hold.coverAll()) {
            case Covering.Covered covered -> Optional.empty();
            case Covering.Spent spent -> Optional.of(spent.reject());
            case Covering.Away away -> Optional.of(away.reject());
        };
    }

    /** Whether an answer may be read on for its usage when its client is gone. */
    public boolean ofTheRest() {
        return this.hold.coverAll() instanceof Covering.Covered;
    }

    /**
     * Empty where everything is covered.
     * @param ends of the events that will be written
     */
    Optional<CoveredEvents> over(OutputStream out, EventEnds ends) {
        return this.hold.isWhole() ? Optional.empty()
                : this.translation.map((same) -> new CoveredEvents(out, ends, this.hold, same));
    }

}
