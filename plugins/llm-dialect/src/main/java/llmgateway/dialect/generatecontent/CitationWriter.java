package llmgateway.dialect.generatecontent;

import java.util.List;
import java.util.Optional;

import llmgateway.dialect.conversation.Citation;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code groundingMetadata} of one candidate; used once. */
final class CitationWriter {

    private final ObjectNode metadata = JsonNodeFactory.instance.objectNode();

    private final ArrayNode chunks = this.metadata.putArray("groundingChunks");

    private final ArrayNode supports = this.metadata.putArray("groundingSupports");

    /**
     * @param position of the text's part
     */
    void write(int position, String text, List<Citation> citations) {
        for (Citation citation : citations) {
            ObjectNode source = this.chunks.addObject()
                .putObject(citation.citedText().isPresent() ? "retrievedContext" : "web");
            citation.url().ifPresent((url) -> source.put("uri", url));
            citation.title().ifPresent((title) -> source.put("title", title));
            citation.citedText().ifPresent((cited) -> source.put("text", cited));
            ObjectNode support = this.supports.addObject();
            writeSegment(position, text, citation, support.putObject("segment"));
            support.putArray("groundingChunkIndices").add(this.chunks.size() - 1);
        }
    }

    private static void writeSegment(int position, String text, Citation citation, ObjectNode segment) {
        if (position > 0) {
            segment.put("partIndex", position);
        }
        if (citation.start().isPresent() && citation.end().isPresent()) {
            int end = Math.clamp(citation.end().getAsInt(), 0, text.length());
            int start = Math.clamp(citation.start().getAsInt(), 0, end);
            segment.put("startIndex", Utf8.length(text, start));
            segment.put("endIndex", Utf8.length(text, end));
            segment.put("text", text.substring(start, end));
        }
    }

    /** Empty where nothing is cited. */
    Optional<ObjectNode> metadata() {
        return this.chunks.isEmpty() ? Optional.empty() : Optional.of(this.metadata);
    }

}
