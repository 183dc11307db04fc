package llmgateway.dialect.prompt;

import tools.jackson.core.JsonToken;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes values out like the chat templates of open models do with tools and schemas
 * ({@code tojson(indent=4)}, Llama 3.1): a line for every member. The indent does not
 * grow with the depth, so the text stays in proportion to the body.
 */
final class JsonText {

    private static final String NEW_LINE = "\n    ";

    private final JsonWalk json;

    private final StringBuilder text = new StringBuilder(256);

    JsonText(JsonWalk json) {
        this.json = json;
    }

    static String of(JsonWalk json, JsonToken value) {
        JsonText text = new JsonText(json);
        text.append(value);
        return text.toString();
    }

    JsonText append(String key, JsonToken value) {
        appendKey(key);
        append(value);
        return this;
    }

    @Override
    public String toString() {
        return this.text.toString();
    }

    private void append(JsonToken value) {
        int depth = appendToken(value);
        boolean afterKey = false;
        while (depth > 0) {
            JsonToken token = this.json.next();
            if (token == JsonToken.PROPERTY_NAME) {
                appendKey(this.json.key());
                afterKey = true;
            }
            else {
                if (!afterKey) {
                    this.text.append(NEW_LINE);
                }
                afterKey = false;
                depth += appendToken(token);
            }
        }
    }

    private void appendKey(String key) {
        this.text.append(NEW_LINE);
        appendQuoted(key);
        this.text.append(": ");
    }

    /** Returns by how much the depth changes. */
    private int appendToken(JsonToken token) {
        switch (token) {
            case START_OBJECT, START_ARRAY -> {
                this.text.append(token.asString());
                return 1;
            }
            case END_OBJECT, END_ARRAY -> {
                this.text.append(token.asString()).append(',');
                return -1;
            }
            case VALUE_STRING -> appendQuoted(this.json.string());
            default -> this.text.append(this.json.string());
        }
        this.text.append(',');
        return 0;
    }

    private void appendQuoted(String string) {
        this.text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(string, this.text);
        this.text.append('"');
    }

}
