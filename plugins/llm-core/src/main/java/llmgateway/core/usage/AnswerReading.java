package llmgateway.core.usage;

import java.util.Optional;

import llmgateway.core.model.ResponseModel;

/**
 * What was read of an answer while it passed.
 *
 * @param model that the provider says it answered with
 * @param serviceTier that the provider says it billed by, such as {@code priority}
 * @param whole whether it came to its proper end
 * @param error whether the answer is, or ended in, an error of the provider
 * @param delivered what a stream of text has delivered
 * @param completion what else it says about itself
 */
public record AnswerReading(UsageReading usage, Optional<ResponseModel> model, Optional<String> serviceTier,
        boolean whole, boolean error, DeliveredText delivered, Completion completion) {

    /** Of an answer that never began, or that cannot be read. */
    public static final AnswerReading NOTHING = new AnswerReading(new UsageReading.Absent(), Optional.empty(),
            Optional.empty(), false, false, DeliveredText.NONE);

    /** Of an answer that says nothing else about itself. */
    public AnswerReading(UsageReading usage, Optional<ResponseModel> model, Optional<String> serviceTier, boolean whole,
            boolean error, DeliveredText delivered) {
        this(usage, model, serviceTier, whole, error, delivered, Completion.UNKNOWN);
    }

    public AnswerReading withDelivered(DeliveredText text) {
        return new AnswerReading(this.usage, this.model, this.serviceTier, this.whole, this.error, text,
                this.completion);
    }

}
