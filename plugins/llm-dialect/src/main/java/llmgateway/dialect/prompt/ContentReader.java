package llmgateway.dialect.prompt;

import llmgateway.core.prompt.PromptVisitor;
import tools.jackson.core.JsonToken;

/**
 * Reads what messages are made of, in the shapes of all dialects: a provider may know
 * more of them than the dialect it speaks. What has no known shape is told as text.
 */
final class ContentReader {

    private final JsonWalk json;

    private final PromptVisitor visitor;

    ContentReader(JsonWalk json, PromptVisitor visitor) {
        this.json = json;
        this.visitor = visitor;
    }

    JsonWalk json() {
        return this.json;
    }

    PromptVisitor visitor() {
        return this.visitor;
    }

    /** A list of messages or input items, each a turn; or one, as text or alone. */
    void turns(JsonToken value) {
        if (value == JsonToken.START_ARRAY) {
            this.json.elements(this::turn);
        }
        else if (value != JsonToken.VALUE_NULL) {
            turn(value);
        }
    }

    void turn(JsonToken value) {
        this.visitor.turn();
        content(value);
    }

    /** A text, a part, or a list of them. */
    void content(JsonToken value) {
        switch (value) {
            case VALUE_STRING -> text(this.json.string());
            case START_OBJECT -> part();
            case START_ARRAY -> this.json.elements(this::content);
            default -> {
                // Numbers and null are no content.
            }
        }
    }

    void text(String text) {
        if (!text.isEmpty()) {
            this.visitor.text(text);
        }
    }

    /** A value whose keys are input too, such as a schema. */
    void written(JsonToken value) {
        switch (value) {
            case VALUE_STRING -> text(this.json.string());
            case START_OBJECT, START_ARRAY -> text(JsonText.of(this.json, value));
            default -> {
                // A number or flag steers; it is not read.
            }
        }
    }

    /** Marks the cache if the value is a {@code cache_control}. */
    void cacheControl(JsonToken value) {
        if (value == JsonToken.START_OBJECT) {
            this.visitor.cacheMark(CacheControl.isForAnHour(this.json));
        }
    }

    void elsewhereUnlessNull(JsonToken value) {
        if (value != JsonToken.VALUE_NULL) {
            this.visitor.elsewhere();
        }
        this.json.skip();
    }

    private void part() {
        PartReader part = new PartReader(this);
        this.json.members(part::read);
        part.end();
    }

}
