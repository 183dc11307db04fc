package llmgateway.relay.answer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;

/**
 * Takes the provider's key out of what the provider sends back: whole, or masked as in
 * OpenAI's {@code Incorrect API key provided: sk-ab***********wxyz}. Immutable.
 */
final class KeyRedaction {

    private static final String REDACTED = "[redacted]";

    /** Shorter values are no keys, and replacing them would garble the text. */
    private static final int SHORTEST_KEY = 8;

    /** Characters of the key beside a mask by which it is known to be the key's. */
    private static final int SHOWN_OF_A_MASKED_KEY = 4;

    /** Asterisks and the like; bullet and ellipsis as the bytes they are in UTF-8. */
    private static final Pattern MASK = Pattern.compile("(?:[*.#xX]|\u00e2\u0080\u00a2){3,}|(?:\u00e2\u0080\u00a6)+");

    private static final List<String> CREDENTIAL_NAMES = List.of("auth", "key", "token", "secret");

    private final List<String> keys;

    private KeyRedaction(List<String> keys) {
        this.keys = keys;
    }

    /**
     * @param sent the headers of the request, among which the credentials are known by
     * their names
     */
    static KeyRedaction of(Headers sent) {
        return new KeyRedaction(sent.lines()
            .stream()
            .filter(KeyRedaction::isCredential)
            .map((line) -> line.value().substring(line.value().lastIndexOf(' ') + 1))
            .filter((key) -> key.length() >= SHORTEST_KEY)
            .distinct()
            .toList());
    }

    private static boolean isCredential(Header line) {
        String name = line.name().toLowerCase(Locale.ROOT);
        return CREDENTIAL_NAMES.stream().anyMatch(name::contains);
    }

    boolean concerns(String text) {
        return !redact(text).equals(text);
    }

    /** The same array where there is nothing to take out. */
    byte[] redact(byte[] body) {
        // Latin-1 keeps every byte as it is, whatever the charset of the body.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String redacted = redact(text);
        return redacted.equals(text) ? body : redacted.getBytes(StandardCharsets.ISO_8859_1);
    }

    String redact(String text) {
        String redacted = text;
        for (String key : this.keys) {
            redacted = redacted.replace(key, REDACTED).replace(key.replace("/", "\\/"), REDACTED);
            redacted = withoutMasked(key, redacted);
        }
        return redacted;
    }

    private static String withoutMasked(String key, String text) {
        Matcher mask = MASK.matcher(text);
        StringBuilder redacted = new StringBuilder();
        int kept = 0;
        while (mask.find()) {
            int begin = mask.start() - beginningOf(key, text, mask.start());
            int end = mask.end() + endOf(key, text, mask.end());
            if (begin >= kept && mask.start() - begin + end - mask.end() >= SHOWN_OF_A_MASKED_KEY) {
                redacted.append(text, kept, begin).append(REDACTED);
                kept = end;
            }
        }
        return redacted.append(text, kept, text.length()).toString();
    }

    /** How many characters before the position are the key's first. */
    private static int beginningOf(String key, String text, int position) {
        int length = Math.min(key.length(), position);
        while (length > 0 && !text.startsWith(key.substring(0, length), position - length)) {
            length--;
        }
        return length;
    }

    /** How many characters from the position on are the key's last. */
    private static int endOf(String key, String text, int position) {
        int length = Math.min(key.length(), text.length() - position);
        while (length > 0 && !text.startsWith(key.substring(key.length() - length), position)) {
            length--;
        }
        return length;
    }

}
