package llmgateway.dialect.prompt;

import java.util.function.Consumer;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Goes through a JSON text that has been checked before. Every reader that is handed a
 * value goes on to that value's end. Not thread-safe.
 */
final class JsonWalk implements AutoCloseable {

    private final JsonParser parser;

    JsonWalk(JsonFactory factory, byte[] json) {
        this.parser = factory.createParser(ObjectReadContext.empty(), json);
    }

    JsonToken next() {
        JsonToken token = this.parser.nextToken();
        if (token == null) {
            throw new IllegalStateException("a checked JSON text ends too early");
        }
        return token;
    }

    /** Reads the members of the object that the current token begins, if it does. */
    void members(Members reader) {
        if (this.parser.currentToken() != JsonToken.START_OBJECT) {
            skip();
            return;
        }
        while (next() != JsonToken.END_OBJECT) {
            String key = this.parser.currentName();
            reader.read(key, next());
        }
    }

    /** Reads the elements of the array that the current token begins, if it does. */
    void elements(Consumer<JsonToken> reader) {
        if (this.parser.currentToken() != JsonToken.START_ARRAY) {
            skip();
            return;
        }
        JsonToken element;
        while ((element = next()) != JsonToken.END_ARRAY) {
            reader.accept(element);
        }
    }

    /** Goes to the end of the value that the current token begins. */
    void skip() {
        this.parser.skipChildren();
    }

    /** The current token as text: of a string what it says, of a number as written. */
    String string() {
        return this.parser.getString();
    }

    String key() {
        return this.parser.currentName();
    }

    /** The current token's number, or another one if it is none. */
    int wholeNumber(int otherwise) {
        boolean whole = this.parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && this.parser.getNumberType() == JsonParser.NumberType.INT;
        return whole ? this.parser.getIntValue() : otherwise;
    }

    @Override
    public void close() {
        this.parser.close();
    }

    interface Members {

        void read(String key, JsonToken value);

    }

}
