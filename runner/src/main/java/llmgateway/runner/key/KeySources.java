package llmgateway.runner.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Finds the keys that a configuration refers to. */
public final class KeySources {

    /** Shorter ones are guessed too easily. */
    private static final int SHORTEST_KEY = 8;

    /** What an HTTP header can carry as one word. */
    private static final Pattern KEY = Pattern.compile("[!-~]{" + SHORTEST_KEY + ",}");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final Function<String, Optional<String>> environment;

    /**
     * @param environment a variable's value
     */
    public KeySources(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /**
     * @param reference {@code env:NAME}, {@code file:/path} with one key a line, or
     * {@code sha256:} and the hexadecimal hash of a key; anything else is the key itself
     * @throws IllegalArgumentException if it leads to no key; the message names the
     * reference, but no key
     */
    public List<KeyHash> keys(String reference) {
        if (reference.startsWith("env:")) {
            String name = reference.substring("env:".length());
            String key = this.environment.apply(name)
                .orElseThrow(() -> new IllegalArgumentException("the environment has no variable " + name));
            return List.of(hash(key.strip(), reference));
        }
        if (reference.startsWith("file:")) {
            return fromFile(reference);
        }
        if (reference.startsWith("sha256:")) {
            String hex = reference.substring("sha256:".length());
            if (!SHA256.matcher(hex).matches()) {
                throw new IllegalArgumentException("after sha256: stand 64 hexadecimal digits");
            }
            return List.of(new KeyHash(hex.toLowerCase(Locale.ROOT)));
        }
        return List.of(hash(reference, "a key"));
    }

    private static List<KeyHash> fromFile(String reference) {
        try {
            List<KeyHash> keys = Files.readAllLines(Path.of(reference.substring("file:".length())))
                .stream()
                .map(String::strip)
                .filter((line) -> !line.isEmpty())
                .map((line) -> hash(line, reference))
                .toList();
            if (keys.isEmpty()) {
                throw new IllegalArgumentException(reference + " holds no key");
            }
            return keys;
        }
        catch (IOException | InvalidPathException ex) {
            throw new IllegalArgumentException(reference + " cannot be read", ex);
        }
    }

    private static KeyHash hash(String key, String reference) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    reference + " is not one word of at least " + SHORTEST_KEY + " visible ASCII characters");
        }
        return KeyHash.of(key);
    }

}
