package llmgateway.dialect.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import llmgateway.core.call.Endpoint;
import llmgateway.dialect.prompt.JsonPrompt;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/** Reads one JSON body; used once. */
final class JsonBodyReader {

    private static final int SERVICE_TIER_LENGTH = 64;

    private final Endpoint endpoint;

    private final RequestLimits limits;

    private Optional<NamedModel> model = Optional.empty();

    private boolean stream;

    private final List<LimitField> outputLimits = new ArrayList<>(2);

    private int choices = 1;

    private GenerationConfig generationConfig = new GenerationConfig.Absent();

    private IncludeUsage includeUsage = new IncludeUsage.NoOptions();

    private Optional<String> serviceTier = Optional.empty();

    private final LabelsReader labels = new LabelsReader();

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
            JsonBody body = new JsonBody(this.endpoint, bytes, new JsonPrompt(this.endpoint, factory, bytes),
                    new JsonBody.Root(Utf8Check.byteOrderMark(bytes), afterBrace, empty),
                    new JsonBody.Fields(this.model, this.includeUsage, this.outputLimits,
                            isGemini() ? Optional.of(this.generationConfig) : Optional.empty()),
                    new VertexAiEdits(this.endpoint, factory, this.limits));
            return new ReadBody(body, this.model.map(NamedModel::name), this.stream, outputLimit(), this.choices,
                    this.serviceTier, this.labels.labels());
        }
    }

    private void readMember(StrictJson json) {
        String key = json.key();
        KnownFields.requireOwnCase(key);
        JsonToken value = json.next();
        if (KnownFields.REFUSED.contains(key)) {
            throw RefusedRequest.field(key, "is not accepted here");
        }
        if (isGemini()) {
            readGeminiMember(json, key, value);
        }
        else if (this.endpoint == Endpoint.CONVERSE) {
            readConverseMember(json, key, value);
        }
        else {
            readMember(json, key, value);
        }
    }

    private boolean isGemini() {
        return this.endpoint == Endpoint.GENERATE_CONTENT || this.endpoint == Endpoint.GEMINI_COUNT_TOKENS;
    }

    /** The model and the wish for a stream stand in the path. */
    private void readGeminiMember(StrictJson json, String key, JsonToken value) {
        switch (key) {
            case GenerationConfig.FIELD, GenerationConfig.SNAKE_CASE_FIELD -> readGenerationConfig(json, value);
            case KnownFields.SERVICE_TIER, KnownFields.CAMEL_CASE_SERVICE_TIER ->
                this.serviceTier = readServiceTier(json, value);
            case KnownFields.LABELS -> this.labels.readMetadata(json, value);
            default -> json.skipRest(value);
        }
    }

    /** The model and the wish for a stream stand in the path. */
    private void readConverseMember(StrictJson json, String key, JsonToken value) {
        switch (key) {
            case InferenceConfig.FIELD -> InferenceConfig.read(json, value).ifPresent(this.outputLimits::add);
            case KnownFields.CAMEL_CASE_SERVICE_TIER -> this.serviceTier = ConverseServiceTier.read(json, value);
            case "requestMetadata" -> this.labels.readMetadata(json, value);
            default -> json.skipRest(value);
        }
    }

    private void readGenerationConfig(StrictJson json, JsonToken value) {
        if (!(this.generationConfig instanceof GenerationConfig.Absent)) {
            throw RefusedRequest.field(GenerationConfig.FIELD, "must be given in one spelling only");
        }
        this.generationConfig = GenerationConfig.read(json, value, this.limits);
        if (this.generationConfig instanceof GenerationConfig.Value config) {
            config.outputLimit().ifPresent(this.outputLimits::add);
            this.choices = config.choices().orElse(1);
        }
    }

    private void readMember(StrictJson json, String key, JsonToken value) {
        switch (key) {
            case KnownFields.MODEL -> this.model = Optional.of(readModel(json, value));
            case KnownFields.STREAM -> this.stream = readFlag(key, value);
            case KnownFields.STREAM_OPTIONS -> this.includeUsage = IncludeUsage.read(json, value);
            case KnownFields.SERVICE_TIER -> this.serviceTier = readServiceTier(json, value);
            case KnownFields.USER -> this.labels.readUser(json, value);
            case KnownFields.SAFETY_IDENTIFIER -> this.labels.readSafetyIdentifier(json, value);
            case KnownFields.METADATA -> this.labels.readMetadata(json, value);
            default -> readNumber(json, key, value);
        }
    }

    private void readNumber(StrictJson json, String key, JsonToken value) {
        if (KnownFields.OUTPUT_LIMITS.contains(key)) {
            readOutputLimit(json, key, value);
        }
        else if (KnownFields.CHOICES.contains(key)) {
            readChoices(json, key, value);
        }
        json.skipRest(value);
    }

    private NamedModel readModel(StrictJson json, JsonToken value) {
        if (value != JsonToken.VALUE_STRING) {
            throw RefusedRequest.field(KnownFields.MODEL, "must be a string");
        }
        return NamedModel.of(json.string(), json.token(), this.limits);
    }

    private void readOutputLimit(StrictJson json, String key, JsonToken value) {
        requireWholeNumber(json, key, value, 0, Integer.MAX_VALUE);
        if (KnownFields.limitsOutputOf(this.endpoint, key)) {
            OptionalInt tokens = (value == JsonToken.VALUE_NULL) ? OptionalInt.empty()
                    : OptionalInt.of(json.wholeNumber());
            this.outputLimits.add(new LimitField(key, tokens, json.token()));
        }
    }

    /** Of two limits the larger holds: providers differ in which one they obey. */
    private OptionalLong outputLimit() {
        OptionalInt largest = this.outputLimits.stream().flatMapToInt((field) -> field.tokens().stream()).max();
        return largest.isPresent() ? OptionalLong.of(largest.getAsInt()) : OptionalLong.empty();
    }

    private static Optional<String> readServiceTier(StrictJson json, JsonToken value) {
        if (value == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        if (value != JsonToken.VALUE_STRING || json.string().length() > SERVICE_TIER_LENGTH) {
            throw RefusedRequest.field(KnownFields.SERVICE_TIER,
                    "must be a string of at most " + SERVICE_TIER_LENGTH + " characters");
        }
        return Optional.of(json.string());
    }

    private void readChoices(StrictJson json, String key, JsonToken value) {
        requireWholeNumber(json, key, value, 1, this.limits.choices());
        if (value != JsonToken.VALUE_NULL) {
            this.choices = Math.max(this.choices, Math.toIntExact(json.wholeNumber()));
        }
    }

    static boolean readFlag(String field, JsonToken value) {
        return switch (value) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw RefusedRequest.field(field, "must be true or false");
        };
    }

    static void requireWholeNumber(StrictJson json, String field, JsonToken value, int least, int most) {
        if (value != JsonToken.VALUE_NULL && !json.isWholeNumber(least, most)) {
            throw RefusedRequest.field(field, "must be a whole number from " + least + " to " + most);
        }
    }

}
