package llmgateway.dialect.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import tools.jackson.core.JsonToken;

/**
 * Where a Gemini body has its {@code generationConfig}. Its names may be in
 * {@code snake_case} too (Protocol Buffers documentation, "ProtoJSON Format").
 */
sealed interface GenerationConfig {

    String FIELD = "generationConfig";

    String SNAKE_CASE_FIELD = "generation_config";

    /** As limits on the output are called from the root. */
    String OUTPUT_LIMIT = FIELD + ".maxOutputTokens";

    String CHOICES = FIELD + ".candidateCount";

    record Absent() implements GenerationConfig {
    }

    record NullValue(Span value) implements GenerationConfig {
    }

    /**
     * @param afterBrace where the first member stands or would stand
     * @param empty whether it has no member
     * @param outputLimit named {@link #OUTPUT_LIMIT} in either spelling
     */
    record Value(int afterBrace, boolean empty, Optional<LimitField> outputLimit,
            OptionalInt choices) implements GenerationConfig {
    }

    /**
     * Reads it to its end.
     * @throws RefusedRequest if it is not what it must be
     */
    static GenerationConfig read(StrictJson json, JsonToken value, RequestLimits limits) {
        if (value == JsonToken.VALUE_NULL) {
            return new NullValue(json.token());
        }
        if (value != JsonToken.START_OBJECT) {
            throw RefusedRequest.field(FIELD, "must be an object");
        }
        int afterBrace = json.token().to();
        boolean empty = true;
        List<LimitField> outputLimits = new ArrayList<>(1);
        List<OptionalInt> choices = new ArrayList<>(1);
        while (json.next() != JsonToken.END_OBJECT) {
            empty = false;
            String key = json.key();
            JsonToken member = json.next();
            switch (key) {
                case "maxOutputTokens", "max_output_tokens" -> {
                    JsonBodyReader.requireWholeNumber(json, OUTPUT_LIMIT, member, 0, Integer.MAX_VALUE);
                    outputLimits.add(new LimitField(OUTPUT_LIMIT, number(json, member), json.token()));
                }
                case "candidateCount", "candidate_count" -> {
                    JsonBodyReader.requireWholeNumber(json, CHOICES, member, 1, limits.choices());
                    choices.add(number(json, member));
                }
                default -> json.skipRest(member);
            }
        }
        if (outputLimits.size() > 1 || choices.size() > 1) {
            throw RefusedRequest.field((outputLimits.size() > 1) ? OUTPUT_LIMIT : CHOICES,
                    "must be given in one spelling only");
        }
        return new Value(afterBrace, empty, outputLimits.stream().findFirst(),
                choices.stream().findFirst().orElse(OptionalInt.empty()));
    }

    private static OptionalInt number(StrictJson json, JsonToken value) {
        return (value == JsonToken.VALUE_NULL) ? OptionalInt.empty() : OptionalInt.of(json.wholeNumber());
    }

    /** The edit that adds a limit; empty where a whole new member is needed. */
    default Optional<Splice> limiting(long tokens) {
        String member = "\"maxOutputTokens\":" + tokens;
        return switch (this) {
            case Absent() -> Optional.empty();
            case NullValue(Span value) -> Optional.of(Splice.replace(value, "{" + member + "}"));
            case Value(int at, boolean empty, Optional<LimitField> limit, OptionalInt choices) ->
                Optional.of(Splice.insert(at, empty ? member : member + ","));
        };
    }

}
