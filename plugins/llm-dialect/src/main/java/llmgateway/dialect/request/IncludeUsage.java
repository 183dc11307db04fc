package llmgateway.dialect.request;

import java.util.Optional;

import tools.jackson.core.JsonToken;

/** What a body says of {@code stream_options.include_usage}, and where. */
sealed interface IncludeUsage {

    String ASKED = "\"include_usage\":true";

    default boolean isSet() {
        return false;
    }

    /** There are no {@code stream_options}. */
    record NoOptions() implements IncludeUsage {
    }

    /** {@code stream_options} is null. */
    record NullOptions(Span value) implements IncludeUsage {
    }

    /**
     * @param afterBrace where the first member stands or would stand
     * @param empty whether there is no other member
     */
    record OptionsWithout(int afterBrace, boolean empty) implements IncludeUsage {
    }

    record Value(Span value, boolean isSet) implements IncludeUsage {
    }

    /**
     * Reads {@code stream_options} to its end.
     * @throws RefusedRequest if it is not what it must be
     */
    static IncludeUsage read(StrictJson json, JsonToken value) {
        if (value == JsonToken.VALUE_NULL) {
            return new NullOptions(json.token());
        }
        if (value != JsonToken.START_OBJECT) {
            throw RefusedRequest.field(KnownFields.STREAM_OPTIONS, "must be an object");
        }
        int afterBrace = json.token().to();
        boolean empty = true;
        Optional<IncludeUsage> found = Optional.empty();
        while (json.next() != JsonToken.END_OBJECT) {
            empty = false;
            String key = json.key();
            KnownFields.requireOwnCase(key);
            JsonToken member = json.next();
            if (key.equals(KnownFields.INCLUDE_USAGE)) {
                boolean set = JsonBodyReader.readFlag(KnownFields.STREAM_OPTIONS + "." + key, member);
                found = Optional.of(new Value(json.token(), set));
            }
            json.skipRest(member);
        }
        return found.orElse(new OptionsWithout(afterBrace, empty));
    }

    /** The edit that sets it; empty where it is set, or a whole new member is needed. */
    default Optional<Splice> asking() {
        return switch (this) {
            case NoOptions() -> Optional.empty();
            case NullOptions(Span value) -> Optional.of(Splice.replace(value, "{" + ASKED + "}"));
            case OptionsWithout(int at, boolean empty) -> Optional.of(Splice.insert(at, empty ? ASKED : ASKED + ","));
            case Value(Span value, boolean isSet) ->
                isSet ? Optional.empty() : Optional.of(Splice.replace(value, "true"));
        };
    }

}
