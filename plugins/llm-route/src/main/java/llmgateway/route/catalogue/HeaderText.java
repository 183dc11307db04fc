package llmgateway.route.catalogue;

import java.util.regex.Pattern;

import llmgateway.document.UnusableValue;

/** Texts that a catalogue may put into a header. */
final class HeaderText {

    private static final Pattern VISIBLE = Pattern.compile("[ -~]{0,1024}");

    private HeaderText() {
    }

    static String parse(String text) throws UnusableValue {
        if (!VISIBLE.matcher(text).matches()) {
            throw new UnusableValue("must be at most 1024 visible ASCII characters");
        }
        return text;
    }

}
