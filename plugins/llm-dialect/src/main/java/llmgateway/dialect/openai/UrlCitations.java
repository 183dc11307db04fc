package llmgateway.dialect.openai;

import java.util.Optional;
import java.util.OptionalInt;

import llmgateway.dialect.conversation.Citation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The annotation {@code url_citation}. Sources: {@code UrlCitationBody} in OpenAI's
 * OpenAPI description 2.3.0 of August 2026; OpenRouter, "Web Search" ({@code content}),
 * read in November 2026.
 */
public final class UrlCitations {

    private UrlCitations() {
    }

    /**
     * @param before UTF-16 units of the text before the part that cites
     */
    public static Citation read(JsonNode citation, int before) {
        return new Citation(citation.path("url").stringValueOpt(), citation.path("title").stringValueOpt(),
                citation.path("content").stringValueOpt(), moved(citation.path("start_index").intValueOpt(), -before),
                moved(citation.path("end_index").intValueOpt(), -before));
    }

    /**
     * What is not on a page is named by its title alone.
     * @param before as {@link #read}
     */
    public static void write(Citation citation, int before, ObjectNode written) {
        written.put("url", citation.url().orElse(""));
        written.put("title", citation.title().orElse(""));
        Optional<String> text = citation.citedText();
        text.ifPresent((words) -> written.put("content", words));
        written.put("start_index", moved(citation.start(), before).orElse(before));
        written.put("end_index", moved(citation.end(), before).orElse(before));
    }

    private static OptionalInt moved(OptionalInt index, int by) {
        return index.isPresent() ? OptionalInt.of(Math.max(0, index.getAsInt() + by)) : index;
    }

}
