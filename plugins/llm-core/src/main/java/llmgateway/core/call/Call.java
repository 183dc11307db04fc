package llmgateway.core.call;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import llmgateway.core.model.OriginalModel;

/**
 * One call of a client, read from its request.
 *
 * @param id names the call
 * @param caller who pays
 * @param endpoint what is called, in which dialect
 * @param model the name asked for; empty where the endpoint has none or the client left
 * it out
 * @param stream whether the client asked for server-sent events
 * @param outputLimit the client's limit on output tokens of one answer, at least 0
 * @param choices how many answers are generated, at least 1: {@code n} or {@code best_of}
 * @param serviceTier the service tier asked for, such as {@code priority}
 * @param labels what the client says about itself, for reports alone
 */
public record Call(CallId id, Caller caller, Endpoint endpoint, Optional<OriginalModel> model, boolean stream,
        OptionalLong outputLimit, int choices, Optional<String> serviceTier, Labels labels) {

    public Call withOutputLimit(OptionalLong limit) {
        return new Call(this.id, this.caller, this.endpoint, this.model, this.stream, limit, this.choices,
                this.serviceTier, this.labels);
    }

    /** The call with the operator's tags before the client's own. */
    public Call withOperatorTags(List<String> tags) {
        return new Call(this.id, this.caller, this.endpoint, this.model, this.stream, this.outputLimit, this.choices,
                this.serviceTier, this.labels.withOperatorTags(tags));
    }

    /**
     * The client's own words. They never choose whose budget pays.
     *
     * @param user {@code user}, {@code safety_identifier} or {@code metadata.user_id}
     * @param tags {@code metadata.tags}, or the header {@code x-llm-tags}, behind those
     * that the operator gave; {@link #MOST_TAGS} at most
     */
    public record Labels(Optional<String> user, List<String> tags) {

        /** So many of the client's own, and so many of a call. */
        public static final int MOST_TAGS = 8;

        public static final Labels NONE = new Labels(Optional.empty(), List.of());

        public Labels {
            tags = List.copyOf(tags);
        }

        /**
         * The operator's come first, so that the client's are left out where both are too
         * many.
         */
        Labels withOperatorTags(List<String> given) {
            return new Labels(this.user,
                    Stream.concat(given.stream(), this.tags.stream()).distinct().limit(MOST_TAGS).toList());
        }

    }

}
