package llmgateway.runner.pipeline;

import java.nio.charset.StandardCharsets;

import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a filter puts together by the SDK's setters, of which the first makes it
 * an answer. Not thread-safe.
 */
final class StopDraft {

    private static final int DEFAULT_STATUS = 200;

    private boolean begun;

    private int status = DEFAULT_STATUS;

    private Headers headers = Headers.NONE;

    private byte[] body = {};

    boolean begun() {
        return this.begun;
    }

    void status(int status) {
        this.begun = true;
        this.status = (status != 0) ? status : DEFAULT_STATUS;
    }

    void header(String name, @Nullable String value) {
        this.begun = true;
        this.headers = (value != null) ? this.headers.with(name, value) : this.headers.without(name);
    }

    void body(@Nullable String body) {
        this.begun = true;
        this.body = (body != null) ? body.getBytes(StandardCharsets.UTF_8) : new byte[0];
    }

    DirectResponse build() {
        return new DirectResponse(this.status, this.headers, this.body);
    }

}
