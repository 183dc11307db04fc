package llmgateway.dialect.messages;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import llmgateway.dialect.conversation.Citation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code citations} of a text block. The places that they tell are the source's, not the
 * answer's.
 */
final class CitationJson {

    private CitationJson() {
    }

    static List<Citation> readAll(JsonNode citations) {
        return citations.valueStream().map(CitationJson::read).toList();
    }

    static Citation read(JsonNode citation) {
        return new Citation(text(citation, "url").or(() -> text(citation, "source")),
                text(citation, "title").or(() -> text(citation, "document_title")), text(citation, "cited_text"),
                OptionalInt.empty(), OptionalInt.empty());
    }

    private static Optional<String> text(JsonNode citation, String field) {
        return citation.path(field).isString() ? Optional.of(citation.path(field).stringValue()) : Optional.empty();
    }

    /** What has an address is told like a page, all else like the first document. */
    static ObjectNode write(Citation citation) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (citation.url().isPresent()) {
            json.put("type", "web_search_result_location").put("url", citation.url().get()).put("encrypted_index", "");
            json.set("title", title(citation));
        }
        else {
            json.put("type", "char_location")
                .put("document_index", 0)
                .put("start_char_index", 0)
                .put("end_char_index", citation.citedText().map(String::length).orElse(0));
            json.set("document_title", title(citation));
        }
        return json.put("cited_text", citation.citedText().orElse(""));
    }

    private static JsonNode title(Citation citation) {
        return citation.title()
            .<JsonNode>map(JsonNodeFactory.instance::stringNode)
            .orElseGet(JsonNodeFactory.instance::nullNode);
    }

}
