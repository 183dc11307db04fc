package llmgateway.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import llmgateway.core.http.Headers;
import llmgateway.relay.client.ClientResponse;

/** A client that keeps what it is sent, and can go away. */
class RecordingClient implements ClientResponse {

    int status;

    Headers headers = Headers.NONE;

    final ByteArrayOutputStream body = new ByteArrayOutputStream();

    final List<Integer> writes = new ArrayList<>();

    final CountDownLatch firstWrite = new CountDownLatch(1);

    final CountDownLatch watched = new CountDownLatch(1);

    boolean ended;

    boolean brokenOff;

    private Runnable hangUp = () -> {
    };

    @Override
    public OutputStream begin(int status, Headers headers) throws IOException {
        this.status = status;
        this.headers = headers;
        return new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException("bytes come in arrays");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                wrote(bytes, offset, length);
            }

            @Override
            public void close() {
                RecordingClient.this.ended = true;
            }
        };
    }

    void wrote(byte[] bytes, int offset, int length) throws IOException {
        this.body.write(bytes, offset, length);
        this.writes.add(length);
        this.firstWrite.countDown();
    }

    @Override
    public void breakOff() {
        this.brokenOff = true;
    }

    @Override
    public void onHangUp(Runnable action) {
        this.hangUp = action;
        this.watched.countDown();
    }

    void goAway() {
        this.hangUp.run();
    }

    String text() {
        return this.body.toString(StandardCharsets.UTF_8);
    }

}
