package llmgateway.dialect.request;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.DupDetector;
import tools.jackson.core.json.JsonFactory;

/**
 * One pass over a JSON text that refuses what JSON readers disagree on: a key twice in
 * one object, whatever its spelling, depth and numbers beyond reason. Every method throws
 * {@link RefusedRequest}. Not thread-safe.
 */
final class StrictJson implements AutoCloseable {

    private final JsonParser parser;

    private final RequestLimits limits;

    /** By depth; reused for the siblings of one depth. */
    private final List<DupDetector> keysSeen = new ArrayList<>();

    private int depth;

    private int keys;

    StrictJson(JsonFactory factory, byte[] json, RequestLimits limits) {
        this.limits = limits;
        this.parser = factory.createParser(ObjectReadContext.empty(), json);
    }

    /** A factory whose own limits are those that are not counted here. */
    static JsonFactory factory(RequestLimits limits) {
        return JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(limits.numberDigits())
                .maxNameLength(limits.keyLength())
                .build())
            .build();
    }

    JsonToken next() {
        JsonToken token = nextOrNull();
        if (token == null) {
            throw RefusedRequest.malformed("it ends too early", position());
        }
        switch (token) {
            case START_OBJECT, START_ARRAY -> enter(token);
            case END_OBJECT, END_ARRAY -> this.depth--;
            case PROPERTY_NAME -> requireNewKey();
            default -> {
            }
        }
        return token;
    }

    /**
     * Goes on to the end of the value that begins with the given token, the current one.
     */
    void skipRest(JsonToken value) {
        if (value.isStructStart()) {
            int outside = this.depth - 1;
            while (this.depth > outside) {
                next();
            }
        }
    }

    void requireEnd() {
        if (nextOrNull() != null) {
            throw RefusedRequest.malformed("something follows the JSON value", tokenStart());
        }
    }

    String key() {
        return this.parser.currentName();
    }

    String string() {
        try {
            return this.parser.getString();
        }
        catch (JacksonException ex) {
            throw refusal(ex);
        }
    }

    /** Whether the current token is a whole number within the bounds. */
    boolean isWholeNumber(int least, int most) {
        if (this.parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                || this.parser.getNumberType() != JsonParser.NumberType.INT) {
            return false;
        }
        return this.parser.getIntValue() >= least && this.parser.getIntValue() <= most;
    }

    int wholeNumber() {
        return this.parser.getIntValue();
    }

    /** Where the current token stands; a string's own quotes included. */
    Span token() {
        try {
            this.parser.finishToken();
        }
        catch (JacksonException ex) {
            throw refusal(ex);
        }
        return new Span(tokenStart(), position());
    }

    @Override
    public void close() {
        this.parser.close();
    }

    private JsonToken nextOrNull() {
        try {
            return this.parser.nextToken();
        }
        catch (JacksonException ex) {
            throw refusal(ex);
        }
    }

    private void enter(JsonToken start) {
        if (++this.depth > this.limits.nestingDepth()) {
            throw RefusedRequest.malformed("it nests deeper than " + this.limits.nestingDepth() + " levels",
                    tokenStart());
        }
        if (this.keysSeen.size() < this.depth) {
            this.keysSeen.add(DupDetector.rootDetector(this.parser));
        }
        else if (start == JsonToken.START_OBJECT) {
            this.keysSeen.get(this.depth - 1).reset();
        }
    }

    private void requireNewKey() {
        if (++this.keys > this.limits.keys()) {
            throw RefusedRequest.malformed("it has more than " + this.limits.keys() + " keys", tokenStart());
        }
        if (this.keysSeen.get(this.depth - 1).isDup(this.parser.currentName())) {
            throw RefusedRequest.malformed("an object has the same key twice", tokenStart());
        }
    }

    private int tokenStart() {
        return (int) this.parser.currentTokenLocation().getByteOffset();
    }

    private int position() {
        return (int) this.parser.currentLocation().getByteOffset();
    }

    private RefusedRequest refusal(JacksonException problem) {
        if (problem instanceof StreamConstraintsException) {
            return RefusedRequest.malformed("a number is longer than " + this.limits.numberDigits()
                    + " digits or a key longer than " + this.limits.keyLength() + " bytes", position());
        }
        long known = (problem.getLocation() != null) ? problem.getLocation().getByteOffset() : -1;
        return RefusedRequest.malformed("it is not valid JSON", (known >= 0) ? known : position());
    }

}
