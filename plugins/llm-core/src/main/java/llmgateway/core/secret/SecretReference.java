package llmgateway.core.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a secret is kept, as settings have it: {@code env:NAME} or {@code file:/path}.
 * Never the secret itself, so safe to log.
 */
public record SecretReference(String text) {

    private static final String VARIABLE = "env:";

    private static final String FILE = "file:";

    public SecretReference {
        if (!text.startsWith(VARIABLE) && !text.startsWith(FILE)) {
            throw new IllegalArgumentException("a secret is given as env:NAME or file:/path, never itself");
        }
    }

    /**
     * @param environment the value of an environment variable
     * @throws IllegalArgumentException if it leads to no secret; the message names the
     * reference
     */
    public Secret resolve(Function<String, Optional<String>> environment) {
        if (this.text.startsWith(VARIABLE)) {
            return environment.apply(this.text.substring(VARIABLE.length()))
                .map(String::strip)
                .filter((value) -> !value.isEmpty())
                .map(Secret::new)
                .orElseThrow(() -> new IllegalArgumentException(this.text + " is not set"));
        }
        try {
            return new Secret(Files.readString(Path.of(this.text.substring(FILE.length()))).strip());
        }
        catch (IOException | InvalidPathException ex) {
            throw new IllegalArgumentException(this.text + " cannot be read", ex);
        }
    }

}
