package llmgateway.dialect.generatecontent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import llmgateway.dialect.conversation.Citation;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code groundingMetadata} and {@code citationMetadata} of a candidate. They come
 * when most of the text has passed, and count in bytes of UTF-8. What belongs to a part
 * that has ended is told of the next text.
 */
final class CitationReader {

    private final List<Pending> pending = new ArrayList<>();

    void read(JsonNode candidate) {
        JsonNode grounding = candidate.path("groundingMetadata");
        for (JsonNode support : grounding.path("groundingSupports")) {
            for (JsonNode index : support.path("groundingChunkIndices")) {
                readSupport(support.path("segment"), grounding.path("groundingChunks").path(index.asInt(-1)));
            }
        }
        // The list has one name in the Gemini API and another in Vertex AI.
        readSources(candidate.path("citationMetadata").path("citationSources"));
        readSources(candidate.path("citationMetadata").path("citations"));
    }

    private void readSupport(JsonNode segment, JsonNode chunk) {
        JsonNode retrieved = chunk.path("retrievedContext");
        JsonNode source = retrieved.isObject() ? retrieved : chunk.path("web");
        if (source.isObject()) {
            this.pending.add(new Pending(segment.path("partIndex").asInt(0), Range.of(segment), text(source, "uri"),
                    text(source, "title"), text(source, "text")));
        }
    }

    private void readSources(JsonNode sources) {
        for (JsonNode source : sources) {
            this.pending
                .add(new Pending(0, Range.of(source), text(source, "uri"), text(source, "title"), Optional.empty()));
        }
    }

    /**
     * Hands over those of a text, once.
     * @param position of its part
     * @param begun how many parts have begun
     */
    List<Citation> of(int position, CharSequence text, int begun) {
        List<Citation> found = new ArrayList<>();
        this.pending.removeIf((waiting) -> {
            boolean here = waiting.part == position || (waiting.part < position && position == begun - 1);
            if (here) {
                found.add(waiting.citation(text));
            }
            return here;
        });
        return found;
    }

    private static Optional<String> text(JsonNode source, String name) {
        return Optional.of(source.path(name).asString("")).filter((text) -> !text.isEmpty());
    }

    /**
     * One that waits for its part.
     *
     * @param part where the part stands among all parts
     */
    private record Pending(int part, Optional<Range> bytes, Optional<String> url, Optional<String> title,
            Optional<String> citedText) {

        Citation citation(CharSequence text) {
            OptionalInt start = this.bytes.map((range) -> units(text, range.start)).orElse(OptionalInt.empty());
            OptionalInt end = this.bytes.map((range) -> units(text, range.end)).orElse(OptionalInt.empty());
            boolean known = start.isPresent() && end.isPresent();
            return new Citation(this.url, this.title, this.citedText, known ? start : OptionalInt.empty(),
                    known ? end : OptionalInt.empty());
        }

        private static OptionalInt units(CharSequence text, int bytes) {
            int at = 0;
            int passed = 0;
            while (at < text.length() && passed < bytes) {
                int point = Character.codePointAt(text, at);
                passed += Utf8.length(point);
                at += Character.charCount(point);
            }
            return (passed == bytes) ? OptionalInt.of(at) : OptionalInt.empty();
        }

    }

    /** In bytes. */
    private record Range(int start, int end) {

        /** A 0 is not written in ProtoJSON. */
        static Optional<Range> of(JsonNode segment) {
            return segment.has("endIndex")
                    ? Optional.of(new Range(segment.path("startIndex").asInt(0), segment.path("endIndex").asInt(0)))
                    : Optional.empty();
        }

    }

}
