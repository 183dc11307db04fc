package llmgateway.dialect.converse;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import llmgateway.dialect.conversation.Citation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Citations; the places that they tell are the source's, not the answer's. */
final class ConverseCitations {

    private ConverseCitations() {
    }

    static ObjectNode write(Citation citation) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        citation.title().ifPresent((title) -> json.put("title", title));
        citation.citedText().ifPresent((text) -> json.putArray("sourceContent").addObject().put("text", text));
        citation.url().ifPresent((url) -> json.putObject("location").putObject("web").put("url", url));
        return json;
    }

    static Citation read(JsonNode citation) {
        String cited = citation.path("sourceContent")
            .valueStream()
            .map((content) -> content.path("text").asString(""))
            .collect(Collectors.joining());
        return new Citation(text(citation.path("location").path("web"), "url").or(() -> text(citation, "source")),
                text(citation, "title"), Optional.of(cited).filter((words) -> !words.isEmpty()), OptionalInt.empty(),
                OptionalInt.empty());
    }

    private static Optional<String> text(JsonNode parent, String field) {
        return parent.path(field).isString() ? Optional.of(parent.path(field).stringValue()) : Optional.empty();
    }

}
