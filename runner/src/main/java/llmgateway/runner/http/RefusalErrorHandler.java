package llmgateway.runner.http;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;

import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Header;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers requests that Jetty itself refuses, and closes their connections. */
final class RefusalErrorHandler implements Request.Handler {

    private final IntFunction<DirectResponse> refusals;

    RefusalErrorHandler(IntFunction<DirectResponse> refusals) {
        this.refusals = refusals;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        DirectResponse refusal = this.refusals.apply(response.getStatus());
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        for (Header line : refusal.headers().lines()) {
            response.getHeaders().put(line.name(), line.value());
        }
        response.write(true, ByteBuffer.wrap(refusal.body()), callback);
        return true;
    }

}
