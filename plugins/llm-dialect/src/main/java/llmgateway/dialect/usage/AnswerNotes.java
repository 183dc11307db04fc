package llmgateway.dialect.usage;

import java.util.Optional;

import llmgateway.core.model.ResponseModel;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.UsageReading;

/** What is known of an answer so far. Of most things the last word wins. */
final class AnswerNotes {

    private UsageReading usage = new UsageReading.Absent();

    private Optional<ResponseModel> model = Optional.empty();

    private Optional<String> serviceTier = Optional.empty();

    private boolean whole;

    private boolean error;

    private boolean tokenSeen;

    void usage(UsageReading reading) {
        this.usage = reading;
    }

    UsageReading usage() {
        return this.usage;
    }

    void model(Optional<String> name) {
        name.ifPresent((known) -> this.model = Optional.of(new ResponseModel(known)));
    }

    void serviceTier(Optional<String> tier) {
        if (tier.isPresent()) {
            this.serviceTier = tier;
        }
    }

    void whole() {
        this.whole = true;
    }

    boolean isWhole() {
        return this.whole;
    }

    void error() {
        this.error = true;
    }

    boolean isError() {
        return this.error;
    }

    void token() {
        this.tokenSeen = true;
    }

    boolean tokenSeen() {
        return this.tokenSeen;
    }

    AnswerReading reading() {
        return new AnswerReading(this.usage, this.model, this.serviceTier, this.whole, this.error);
    }

}
