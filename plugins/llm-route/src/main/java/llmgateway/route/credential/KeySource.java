package llmgateway.route.credential;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where keys come from; never the key itself. */
public sealed interface KeySource {

    Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** {@code env:NAME} or {@code file:/path}; safe to log. */
    String name();

    /**
     * Reads a source as a catalogue writes it.
     * @return empty for anything but {@code env:NAME} or {@code file:/absolute/path}
     */
    static Optional<KeySource> parse(String text) {
        if (text.startsWith("env:") && VARIABLE.matcher(text.substring(4)).matches()) {
            return Optional.of(new Environment(text.substring(4)));
        }
        if (text.startsWith("file:/") && text.chars().noneMatch(Character::isISOControl)) {
            return Optional.of(new KeyFile(Path.of(text.substring(5))));
        }
        return Optional.empty();
    }

    /** An environment variable that holds one key. */
    record Environment(String variable) implements KeySource {

        @Override
        public String name() {
            return "env:" + this.variable;
        }

    }

    /**
     * A file that holds one key a line; empty lines and lines beginning with # do not
     * count.
     */
    record KeyFile(Path path) implements KeySource {

        @Override
        public String name() {
            return "file:" + this.path;
        }

    }

}
