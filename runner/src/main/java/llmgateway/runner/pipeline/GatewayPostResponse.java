package llmgateway.runner.pipeline;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import llmgateway.core.http.Headers;
import org.apache.apisix.plugin.runner.PostResponse;
import org.jspecify.annotations.Nullable;

/** What {@code postFilter}s make of a response. Thread-safe. */
public final class GatewayPostResponse extends PostResponse {

    private int status;

    private Headers headers = Headers.NONE;

    private String body = "";

    private Charset charset = StandardCharsets.UTF_8;

    GatewayPostResponse(long requestId) {
        super(requestId);
    }

    /**
     * @param value null takes back what was set
     */
    @Override
    public synchronized void setHeader(@Nullable String name, @Nullable String value) {
        if (name != null) {
            this.headers = (value != null) ? this.headers.with(name, value) : this.headers.without(name);
        }
    }

    /**
     * @param body null or empty leaves the upstream's
     */
    @Override
    public synchronized void setBody(@Nullable String body) {
        this.body = (body != null) ? body : "";
    }

    @Override
    public synchronized void setStatusCode(int statusCode) {
        this.status = statusCode;
    }

    /** Of the body; UTF-8 unless set. */
    @Override
    public synchronized void setCharset(Charset charset) {
        this.charset = charset;
    }

    synchronized ResponseOutcome.Answer build() {
        return new ResponseOutcome.Answer(this.status, this.headers, this.body.getBytes(this.charset));
    }

}
