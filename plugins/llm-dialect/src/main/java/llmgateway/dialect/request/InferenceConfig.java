package llmgateway.dialect.request;

import java.util.Optional;
import java.util.OptionalInt;

import tools.jackson.core.JsonToken;

/** {@code inferenceConfig} of a Converse body: where its limit on the output stands. */
final class InferenceConfig {

    static final String FIELD = "inferenceConfig";

    /** As the limit is called from the root. */
    static final String OUTPUT_LIMIT = FIELD + ".maxTokens";

    private InferenceConfig() {
    }

    /**
     * Reads it to its end.
     * @return the limit, if there is one
     * @throws RefusedRequest if it is not what it must be
     */
    static Optional<LimitField> read(StrictJson json, JsonToken value) {
        if (value == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        if (value != JsonToken.START_OBJECT) {
            throw RefusedRequest.field(FIELD, "must be an object");
        }
        Optional<LimitField> limit = Optional.empty();
        while (json.next() != JsonToken.END_OBJECT) {
            String key = json.key();
            JsonToken member = json.next();
            if (key.equals("maxTokens")) {
                JsonBodyReader.requireWholeNumber(json, OUTPUT_LIMIT, member, 1, Integer.MAX_VALUE);
                limit = (member == JsonToken.VALUE_NULL) ? Optional.empty()
                        : Optional.of(new LimitField(OUTPUT_LIMIT, OptionalInt.of(json.wholeNumber()), json.token()));
            }
            else {
                json.skipRest(member);
            }
        }
        return limit;
    }

}
