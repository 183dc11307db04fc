package llmgateway.dialect.request;

import java.util.OptionalInt;

/**
 * A limit on output tokens that stands in a body and that the endpoint knows.
 *
 * @param tokens empty for null
 * @param value the bytes of the value
 */
record LimitField(String name, OptionalInt tokens, Span value) {

    boolean isAbove(long limit) {
        return this.tokens.isPresent() && this.tokens.getAsInt() > limit;
    }

}
