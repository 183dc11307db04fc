package llmgateway.e2e.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import llmgateway.core.http.Headers;

/**
 * What the client gets.
 *
 * @param by who gave it
 * @param body as it arrives; closing it hangs up
 */
public record ClientAnswer(By by, int status, Headers headers, InputStream body) implements AutoCloseable {

    /** The body to its end. */
    public String text() {
        try (InputStream rest = this.body) {
            return new String(rest.readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        try {
            this.body.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Who answered. */
    public enum By {

        GATEWAY, RUNNER, UPSTREAM

    }

}
