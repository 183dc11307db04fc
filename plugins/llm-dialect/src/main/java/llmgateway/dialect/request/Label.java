package llmgateway.dialect.request;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import llmgateway.core.call.Call;

/**
 * Makes what a client says of itself fit for reports: short, and on one line. What does
 * not fit is cut, never refused.
 */
final class Label {

    /** Tags in a request header, separated by commas. */
    static final String TAGS_HEADER = "x-llm-tags";

    private static final int USER_LENGTH = 128;

    private static final int TAG_LENGTH = 64;

    private static final int MOST_TAGS = Call.Labels.MOST_TAGS;

    private Label() {
    }

    static Optional<String> user(String sent) {
        return cut(sent, USER_LENGTH);
    }

    /** The tags of some texts, each of which may hold several separated by commas. */
    static List<String> tags(Collection<String> sent) {
        List<String> tags = new ArrayList<>(MOST_TAGS);
        for (String text : sent) {
            int from = 0;
            while (from <= text.length() && tags.size() < MOST_TAGS) {
                int comma = text.indexOf(',', from);
                int to = (comma < 0) ? text.length() : comma;
                cut(text.substring(from, to), TAG_LENGTH).filter((tag) -> !tags.contains(tag)).ifPresent(tags::add);
                from = to + 1;
            }
        }
        return tags;
    }

    static List<String> merged(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().limit(MOST_TAGS).toList();
    }

    private static Optional<String> cut(String sent, int length) {
        StringBuilder kept = new StringBuilder(Math.min(length, sent.length()));
        sent.strip()
            .codePoints()
            .filter((point) -> !isInvisible(point))
            .limit(length)
            .forEachOrdered(kept::appendCodePoint);
        String label = kept.toString().strip();
        return label.isEmpty() ? Optional.empty() : Optional.of(label);
    }

    /** Controls, and what could turn or break a line of a report. */
    private static boolean isInvisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                true;
            default -> false;
        };
    }

}
