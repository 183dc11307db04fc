package llmgateway.dialect.coherechat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import llmgateway.dialect.conversation.Citation;
import tools.jackson.databind.JsonNode;

/** Reads a citation; it has a source or several, and counts in characters. */
final class CitationReader {

    private CitationReader() {
    }

    /** Whether it is of the text at that place of the content, and not of a plan. */
    static boolean isOf(int index, JsonNode citation) {
        return citation.path("content_index").asInt(0) == index
                && citation.path("type").asString("TEXT_CONTENT").equals("TEXT_CONTENT");
    }

    static List<Citation> read(JsonNode citation, String text) {
        OptionalInt start = units(text, citation.path("start").asInt(-1));
        OptionalInt end = units(text, citation.path("end").asInt(-1));
        List<Citation> citations = new ArrayList<>();
        for (JsonNode source : citation.path("sources")) {
            JsonNode told = source.path("document").isObject() ? source.path("document") : source.path("tool_output");
            citations.add(new Citation(text(told, "url"), text(told, "title").or(() -> text(source, "id")),
                    text(told, "snippet").or(() -> text(told, "text")), start, end));
        }
        return citations;
    }

    private static OptionalInt units(String text, int characters) {
        return (characters >= 0 && characters <= text.codePointCount(0, text.length()))
                ? OptionalInt.of(text.offsetByCodePoints(0, characters)) : OptionalInt.empty();
    }

    private static Optional<String> text(JsonNode object, String name) {
        return Optional.of(object.path(name).asString("")).filter((text) -> !text.isEmpty());
    }

}
