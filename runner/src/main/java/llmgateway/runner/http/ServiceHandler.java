package llmgateway.runner.http;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

import llmgateway.core.http.DirectResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands Jetty's requests to a blocking service and makes sure that each comes to an end.
 */
final class ServiceHandler extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceHandler.class);

    private final HttpService service;

    private final IntFunction<DirectResponse> refusals;

    private final BooleanSupplier last;

    /**
     * @param last whether an answer is to be its connection's last
     */
    ServiceHandler(HttpService service, IntFunction<DirectResponse> refusals, BooleanSupplier last) {
        this.service = service;
        this.refusals = refusals;
        this.last = last;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // An answer may be long in coming; only reads and writes that stall are idle.
        request.addIdleTimeoutListener((timeout) -> false);
        if (this.last.getAsBoolean()) {
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        }
        HttpResponse answer = new HttpResponse(request, response);
        try {
            this.service.answer(request, answer);
        }
        catch (IOException ex) {
            LOG.debug("a client went away: {}", ex.getClass().getSimpleName());
            answer.breakOff();
        }
        catch (RuntimeException ex) {
            failed(ex, answer);
        }
        finally {
            answer.stopWatching();
        }
        if (answer.brokenOff()) {
            callback.failed(new EofException("broken off"));
        }
        else {
            callback.succeeded();
        }
        return true;
    }

    private void failed(RuntimeException failure, HttpResponse answer) {
        // Without the message, which might quote a body or a key.
        LOG.error("a request failed: {} at {}", failure.getClass().getName(),
                (failure.getStackTrace().length > 0) ? failure.getStackTrace()[0] : "an unknown place");
        if (answer.begun()) {
            answer.breakOff();
            return;
        }
        try {
            answer.send(this.refusals.apply(500));
        }
        catch (IOException ex) {
            answer.breakOff();
        }
    }

}
