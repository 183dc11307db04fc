package llmgateway.relay.client;

import java.io.IOException;
import java.io.OutputStream;

import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Headers;

/**
 * The answer to one client, as the relay writes it. All but {@link #onHangUp} is used by
 * the call's thread only.
 */
public interface ClientResponse {

    /**
     * Begins the answer; once a call.
     * @param headers what to send; a {@code content-length} among them is a promise
     * @return where the body goes: blocks while the client reads slowly, passes on at
     * once what is written, and ends the answer when closed
     * @throws IOException when the client is gone, as do the stream's methods
     */
    OutputStream begin(int status, Headers headers) throws IOException;

    /** Breaks the connection, so that the client does not take a part for the whole. */
    void breakOff();

    /**
     * Watches for the client's going away while the answer is awaited.
     * @param action run at most once, on any thread, when the client is found gone; it
     * does not block
     */
    void onHangUp(Runnable action);

    default void send(DirectResponse response) throws IOException {
        Headers headers = response.headers().with("content-length", Integer.toString(response.body().length));
        try (OutputStream body = begin(response.status(), headers)) {
            body.write(response.body());
        }
    }

}
