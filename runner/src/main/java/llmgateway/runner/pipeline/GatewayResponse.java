package llmgateway.runner.pipeline;

import llmgateway.core.http.RequestRewrite;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's response of one call. As in the official runner, a status, body or response
 * header stops the request and answers the client; unlike there, it stays so. Names that
 * are null are ignored. Thread-safe.
 */
public final class GatewayResponse extends HttpResponse {

    private final Decision decision;

    GatewayResponse(long requestId, Decision decision) {
        super(requestId);
        this.decision = decision;
    }

    /**
     * @param value null removes the header
     */
    @Override
    public void setReqHeader(@Nullable String name, @Nullable String value) {
        if (name != null) {
            RequestRewrite.Builder change = RequestRewrite.builder();
            this.decision
                .rewrite(((value != null) ? change.setHeader(name, value) : change.removeHeader(name)).build());
        }
    }

    /**
     * @param value null removes the argument
     */
    @Override
    public void setArg(@Nullable String name, @Nullable String value) {
        if (name != null) {
            RequestRewrite.Builder change = RequestRewrite.builder();
            this.decision.rewrite(((value != null) ? change.setQuery(name, value) : change.removeQuery(name)).build());
        }
    }

    /**
     * @param path null leaves it as it is
     */
    @Override
    public void setPath(@Nullable String path) {
        if (path != null) {
            this.decision.rewrite(RequestRewrite.builder().path(path).build());
        }
    }

    /** Of the response: stops the request. */
    @Override
    public void setHeader(@Nullable String name, @Nullable String value) {
        if (name != null) {
            this.decision.stop((stop) -> stop.header(name, value));
        }
    }

    /**
     * Stops the request.
     * @param body sent as UTF-8; null for none
     */
    @Override
    public void setBody(@Nullable String body) {
        this.decision.stop((stop) -> stop.body(body));
    }

    /**
     * Stops the request.
     * @param statusCode 0 means 200
     */
    @Override
    public void setStatusCode(int statusCode) {
        this.decision.stop((stop) -> stop.status(statusCode));
    }

}
