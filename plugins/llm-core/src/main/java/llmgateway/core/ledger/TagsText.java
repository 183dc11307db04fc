package llmgateway.core.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * Tags as {@link LedgerField#TAGS} has them: joined by commas, with a backslash before
 * each comma and backslash that is part of a tag.
 */
public final class TagsText {

    private TagsText() {
    }

    /**
     * @param tags at least one: no tags are no field
     */
    public static String write(List<String> tags) {
        StringBuilder text = new StringBuilder();
        String comma = "";
        for (String tag : tags) {
            text.append(comma).append(tag.replace("\\", "\\\\").replace(",", "\\,"));
            comma = ",";
        }
        return text.toString();
    }

    public static List<String> read(String text) {
        List<String> tags = new ArrayList<>();
        StringBuilder tag = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',') {
                tags.add(tag.toString());
                tag.setLength(0);
            }
            else {
                boolean escapes = c == '\\' && i + 1 < text.length();
                tag.append(escapes ? text.charAt(++i) : c);
            }
        }
        tags.add(tag.toString());
        return tags;
    }

}
