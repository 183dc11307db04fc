package llmgateway.runner.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.relay.client.ClientResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** The answer to one request, written through to the socket. */
public final class HttpResponse implements ClientResponse {

    private final Request request;

    private final Response response;

    private boolean begun;

    private boolean brokenOff;

    HttpResponse(Request request, Response response) {
        this.request = request;
        this.response = response;
    }

    @Override
    public OutputStream begin(int status, Headers headers) throws IOException {
        this.begun = true;
        this.response.setStatus(status);
        HttpFields.Mutable fields = this.response.getHeaders();
        Set<String> replaced = new HashSet<>();
        for (Header line : headers.lines()) {
            if (replaced.add(line.name().toLowerCase(Locale.ROOT))) {
                fields.remove(line.name());
            }
            fields.add(line.name(), line.value());
        }
        return Content.Sink.asOutputStream(this.response);
    }

    @Override
    public void breakOff() {
        this.brokenOff = true;
        this.request.getConnectionMetaData().getConnection().getEndPoint().close();
    }

    /** To be called when the request's body has been read to its end. */
    @Override
    public void onHangUp(Runnable action) {
        if (this.request.getConnectionMetaData().getConnection().getEndPoint() instanceof HangUpEndPoint endPoint) {
            endPoint.watch(action);
        }
    }

    void stopWatching() {
        if (this.request.getConnectionMetaData().getConnection().getEndPoint() instanceof HangUpEndPoint endPoint) {
            endPoint.stopWatching();
        }
    }

    boolean begun() {
        return this.begun;
    }

    boolean brokenOff() {
        return this.brokenOff;
    }

}
