package llmgateway.dialect.prompt;

import tools.jackson.core.JsonToken;

/**
 * Reads a body of rerank (Cohere v2, Jina v1, Voyage v1): each document is a turn, and
 * the query is the last one, wherever it stands: providers count it once a document.
 */
final class RerankPromptReader implements RootReader {

    private final ContentReader content;

    private String query = "";

    RerankPromptReader(ContentReader content) {
        this.content = content;
    }

    @Override
    public void read(String key, JsonToken value) {
        switch (key) {
            case "documents" -> this.content.turns(value);
            case "query" -> this.query = (value == JsonToken.VALUE_STRING) ? this.content.json().string()
                    : JsonText.of(this.content.json(), value);
            default -> this.content.written(value);
        }
    }

    @Override
    public void end() {
        this.content.visitor().turn();
        this.content.text(this.query);
    }

}
