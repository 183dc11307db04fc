package llmgateway.runner.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads request bodies within bounds of size and time. Thread-safe. */
final class BodyReader {

    private static final int READ = 16 * 1024;

    /**
     * How much of a body that is refused is read on, in bodies of the largest size:
     * closing earlier would reset the connection under a client that still sends, and
     * lose the answer.
     */
    private static final int DRAINED = 4;

    private final long maxBytes;

    private final long timeoutNanos;

    BodyReader(long maxBytes, Duration timeout) {
        this.maxBytes = maxBytes;
        this.timeoutNanos = timeout.toNanos();
    }

    Result read(Request request) {
        long deadline = System.nanoTime() + this.timeoutNanos;
        if (request.getLength() > this.maxBytes && request.getHeaders().contains(HttpHeader.EXPECT)) {
            return tooLarge();
        }
        InputStream in = Content.Source.asInputStream(request);
        ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.clamp(request.getLength(), 0, READ));
        byte[] buffer = new byte[READ];
        long total = 0;
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                total += read;
                if (total <= this.maxBytes) {
                    body.write(buffer, 0, read);
                }
                else if (total > this.maxBytes * DRAINED) {
                    return tooLarge();
                }
                if (System.nanoTime() - deadline > 0) {
                    return new Result.Refused(Rejects.bodyTooSlow());
                }
            }
        }
        catch (IOException ex) {
            // Jetty says the same of a body that is cut off and of malformed chunks; the
            // former has nobody to read this.
            return new Result.Refused((ex.getCause() instanceof TimeoutException) ? Rejects.bodyTooSlow()
                    : Rejects.malformedRequest(400));
        }
        return (total > this.maxBytes) ? tooLarge() : new Result.Whole(body.toByteArray());
    }

    private Result tooLarge() {
        return new Result.Refused(Rejects.bodyTooLarge(this.maxBytes));
    }

    sealed interface Result {

        /**
         * @param bytes empty where the request has no body
         */
        record Whole(byte[] bytes) implements Result {
        }

        record Refused(Reject reject) implements Result {
        }

    }

}
