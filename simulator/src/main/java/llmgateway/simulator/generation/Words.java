package llmgateway.simulator.generation;

import java.util.List;
import java.util.regex.Pattern;

/** The simulator's tokens: words between white space. */
public final class Words {

    private static final Pattern AFTER_WHITE_SPACE = Pattern.compile("(?<=\\s)(?=\\S)");

    private Words() {
    }

    public static long count(String text) {
        return text.isBlank() ? 0 : split(text.strip()).size();
    }

    /** The words, each with the white space behind it; joined they are the text again. */
    public static List<String> split(String text) {
        return List.of(AFTER_WHITE_SPACE.split(text));
    }

}
