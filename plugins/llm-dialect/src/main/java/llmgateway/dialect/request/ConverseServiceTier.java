package llmgateway.dialect.request;

import java.util.Optional;

import tools.jackson.core.JsonToken;

/** {@code serviceTier} of a Converse body, an object with a {@code type}. */
final class ConverseServiceTier {

    private ConverseServiceTier() {
    }

    static Optional<String> read(StrictJson json, JsonToken value) {
        if (value != JsonToken.START_OBJECT) {
            throw RefusedRequest.field(KnownFields.CAMEL_CASE_SERVICE_TIER, "must be an object");
        }
        Optional<String> type = Optional.empty();
        while (json.next() != JsonToken.END_OBJECT) {
            String key = json.key();
            JsonToken member = json.next();
            if (key.equals("type") && member == JsonToken.VALUE_STRING) {
                type = Optional.of(json.string());
            }
            else {
                json.skipRest(member);
            }
        }
        return type;
    }

}
