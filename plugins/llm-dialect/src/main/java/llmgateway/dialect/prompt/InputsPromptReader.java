package llmgateway.dialect.prompt;

import tools.jackson.core.JsonToken;

/**
 * Reads bodies of completions, embeddings and moderations: one input or many, each a
 * turn, as text, as token ids or as parts.
 */
final class InputsPromptReader implements RootReader {

    private final ContentReader content;

    InputsPromptReader(ContentReader content) {
        this.content = content;
    }

    @Override
    public void read(String key, JsonToken value) {
        switch (key) {
            case "prompt", "input", "inputs", "images", "texts" -> readInputs(value);
            default -> this.content.written(value);
        }
    }

    private void readInputs(JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            this.content.turns(value);
            return;
        }
        TokenIds ids = new TokenIds();
        this.content.json().elements((element) -> {
            switch (element) {
                case VALUE_NUMBER_INT -> ids.count++;
                case START_ARRAY -> readInput();
                default -> this.content.turn(element);
            }
        });
        ids.tell();
    }

    private void readInput() {
        TokenIds ids = new TokenIds();
        this.content.json().elements((element) -> {
            if (element == JsonToken.VALUE_NUMBER_INT) {
                ids.count++;
            }
            else {
                this.content.turn(element);
            }
        });
        ids.tell();
    }

    /** Counts the ids of one input. */
    private final class TokenIds {

        private long count;

        void tell() {
            if (this.count > 0) {
                InputsPromptReader.this.content.visitor().turn();
                InputsPromptReader.this.content.visitor().tokens(this.count);
            }
        }

    }

}
