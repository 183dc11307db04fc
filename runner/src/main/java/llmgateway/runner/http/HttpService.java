package llmgateway.runner.http;

import java.io.IOException;

import org.eclipse.jetty.server.Request;

/** Answers requests, each on a virtual thread of its own, blocking. */
@FunctionalInterface
public interface HttpService {

    /**
     * Returns when the answer has ended.
     * @throws IOException when the client is gone
     */
    void answer(Request request, HttpResponse response) throws IOException;

}
