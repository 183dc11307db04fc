package llmgateway.simulator.generation;

import java.util.List;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/** The simulator's tokens: words between white space. */
public final class Words {

    private static final Pattern AFTER_WHITE_SPACE = Pattern.compile("(?<=\\s)(?=\\S)");

    private static final List<String> TEXT_FIELDS = List.of("text", "refusal", "content", "output");

    private Words() {
    }

    public static long count(String text) {
        return text.isBlank() ? 0 : split(text.strip()).size();
    }

    /** Words of a text, or of the texts in a list of content parts. */
    public static long countIn(JsonNode content) {
        if (content.isString()) {
            return count(content.stringValue());
        }
        long words = 0;
        for (JsonNode part : content.isArray() ? content.values() : List.<JsonNode>of()) {
            for (String field : TEXT_FIELDS) {
                words += countIn(part.path(field));
            }
        }
        return words;
    }

    /** The words, each with the white space behind it; joined they are the text again. */
    public static List<String> split(String text) {
        return List.of(AFTER_WHITE_SPACE.split(text));
    }

}
