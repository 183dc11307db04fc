package llmgateway.dialect.request;

import java.util.Optional;
import java.util.OptionalLong;

import llmgateway.core.call.Endpoint;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/** Reads one JSON body; used once. */
final class JsonBodyReader {

    private final Endpoint endpoint;

    private final RequestLimits limits;

    private Optional<NamedModel> model = Optional.empty();

    private boolean stream;

    private OptionalLong outputLimit = OptionalLong.empty();

    private int choices = 1;

    private IncludeUsage includeUsage = new IncludeUsage.NoOptions();

    JsonBodyReader(Endpoint endpoint, RequestLimits limits) {
        this.endpoint = endpoint;
        this.limits = limits;
    }

    /**
     * @throws RefusedRequest if the body is not acceptable
     */
    ReadBody read(JsonFactory factory, byte[] bytes) {
        Utf8Check.requireUnicode(bytes);
        try (StrictJson json = new StrictJson(factory, bytes, this.limits)) {
            if (json.next() != JsonToken.START_OBJECT) {
                throw RefusedRequest.malformed("it is not a JSON object", json.token().from());
            }
            int afterBrace = json.token().to();
            boolean empty = true;
            while (json.next() != JsonToken.END_OBJECT) {
                empty = false;
                readMember(json);
            }
            json.requireEnd();
            JsonBody body = new JsonBody(bytes, new JsonBody.Root(Utf8Check.byteOrderMark(bytes), afterBrace, empty),
                    this.model, this.includeUsage);
            return new ReadBody(body, this.model.map(NamedModel::name), this.stream, this.outputLimit, this.choices);
        }
    }

    private void readMember(StrictJson json) {
        String key = json.key();
        KnownFields.requireOwnCase(key);
        JsonToken value = json.next();
        if (KnownFields.REFUSED.contains(key)) {
            throw RefusedRequest.field(key, "is not accepted here");
        }
        switch (key) {
            case KnownFields.MODEL -> this.model = Optional.of(readModel(json, value));
            case KnownFields.STREAM -> this.stream = readFlag(key, value);
            case KnownFields.STREAM_OPTIONS -> this.includeUsage = readStreamOptions(json, value);
            default -> {
                if (KnownFields.OUTPUT_LIMITS.contains(key)) {
                    readOutputLimit(json, key, value);
                }
                else if (KnownFields.CHOICES.contains(key)) {
                    readChoices(json, key, value);
                }
                json.skipRest(value);
            }
        }
    }

    private NamedModel readModel(StrictJson json, JsonToken value) {
        if (value != JsonToken.VALUE_STRING) {
            throw RefusedRequest.field(KnownFields.MODEL, "must be a string");
        }
        return NamedModel.of(json.string(), json.token(), this.limits);
    }

    private void readOutputLimit(StrictJson json, String key, JsonToken value) {
        requireWholeNumber(json, key, value, 0, Integer.MAX_VALUE);
        if (value != JsonToken.VALUE_NULL && KnownFields.limitsOutputOf(this.endpoint, key)) {
            // Of two limits the larger holds: providers differ in which one they obey.
            this.outputLimit = OptionalLong.of(Math.max(this.outputLimit.orElse(0), json.wholeNumber()));
        }
    }

    private void readChoices(StrictJson json, String key, JsonToken value) {
        requireWholeNumber(json, key, value, 1, this.limits.choices());
        if (value != JsonToken.VALUE_NULL) {
            this.choices = Math.max(this.choices, Math.toIntExact(json.wholeNumber()));
        }
    }

    private static IncludeUsage readStreamOptions(StrictJson json, JsonToken value) {
        if (value == JsonToken.VALUE_NULL) {
            return new IncludeUsage.NullOptions(json.token());
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
                boolean set = readFlag(KnownFields.STREAM_OPTIONS + "." + key, member);
                found = Optional.of(new IncludeUsage.Value(json.token(), set));
            }
            json.skipRest(member);
        }
        return found.orElse(new IncludeUsage.OptionsWithout(afterBrace, empty));
    }

    private static boolean readFlag(String field, JsonToken value) {
        return switch (value) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw RefusedRequest.field(field, "must be true or false");
        };
    }

    private static void requireWholeNumber(StrictJson json, String field, JsonToken value, int least, int most) {
        if (value != JsonToken.VALUE_NULL && !json.isWholeNumber(least, most)) {
            throw RefusedRequest.field(field, "must be a whole number from " + least + " to " + most);
        }
    }

}
