package llmgateway.route.decision;

import llmgateway.dialect.request.BodyEdits;
import llmgateway.dialect.request.OutputLimit;
import llmgateway.dialect.request.RequestBody;

/**
 * A body on its way to a provider that can still be given an output limit.
 *
 * @param body as the client sent it
 * @param edits what is changed in it anyway
 * @param field what the provider calls the limit
 */
public record LimitableBody(RequestBody body, BodyEdits edits, String field) {

    /**
     * The body to send, in which no answer may have more tokens.
     * @param tokens 1 or more
     */
    public byte[] limitedTo(long tokens) {
        return this.body.edited(this.edits.withOutputLimit(new OutputLimit(this.field, tokens)));
    }

}
