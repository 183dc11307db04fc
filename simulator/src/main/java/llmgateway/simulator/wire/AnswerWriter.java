package llmgateway.simulator.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.fault.Faults;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/** Puts one answer on the wire, blocking, with the faults that were asked for. */
public final class AnswerWriter {

    private final Response response;

    private final Connection connection;

    private final Faults faults;

    public AnswerWriter(Response response, Connection connection, Faults faults) {
        this.response = response;
        this.connection = connection;
        this.faults = faults;
    }

    /**
     * @throws IOException when the client is gone
     */
    public void write(Answer answer) throws IOException {
        this.response.setStatus(answer.status());
        switch (answer) {
            case Answer.Json json -> {
                json.headers().forEach((name, value) -> this.response.getHeaders().put(name, value));
                whole("application/json", json.body().toString().getBytes(StandardCharsets.UTF_8));
            }
            case Answer.Bytes bytes -> whole(bytes.contentType(), bytes.body());
            case Answer.Events events -> stream("text/event-stream; charset=utf-8",
                    events.events().stream().map(this::sse).toList(), sse(events.errorEvent()));
            case Answer.Lines lines -> stream("application/x-ndjson",
                    lines.documents().stream().map(AnswerWriter::line).toList(), line(lines.error()));
            case Answer.Frames frames -> stream("application/vnd.amazon.eventstream",
                    frames.events().stream().map((event) -> AwsFrame.of(event, "event")).toList(),
                    AwsFrame.of(frames.exception(), "exception"));
        }
    }

    private void whole(String contentType, byte[] body) throws IOException {
        this.response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        if (!this.faults.has(Fault.GZIP)) {
            this.response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        }
        if (this.faults.has(Fault.TRUNCATED_JSON)) {
            Content.Sink.asOutputStream(this.response).write(body, 0, body.length / 2);
            this.connection.close();
            return;
        }
        try (OutputStream out = body()) {
            out.write(body);
        }
    }

    private void stream(String contentType, List<byte[]> events, byte[] errorEvent) throws IOException {
        this.response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        this.response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        long cutAfter = this.faults.value(Fault.CUT_AFTER).orElse(Long.MAX_VALUE);
        long errorAfter = this.faults.value(Fault.ERROR_EVENT).orElse(Long.MAX_VALUE);
        int middle = this.faults.has(Fault.ENDLESS) ? events.size() / 2 : Integer.MAX_VALUE;
        OutputStream out = body();
        int index = 0;
        for (long written = 0; index < events.size(); written++) {
            if (written == cutAfter) {
                this.connection.close();
                return;
            }
            if (written == errorAfter) {
                write(out, errorEvent);
                break;
            }
            if (written > 0) {
                pause(this.faults.delay(Fault.CHUNK_DELAY));
            }
            write(out, events.get(index));
            index += (index == middle) ? 0 : 1;
        }
        out.close();
    }

    private static byte[] line(Event event) {
        return (event.data() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] sse(Event event) {
        String lineEnd = this.faults.has(Fault.CRLF) ? "\r\n" : this.faults.has(Fault.CR) ? "\r" : "\n";
        String comment = this.faults.has(Fault.COMMENTS) ? ": simulated" + lineEnd : "";
        return (comment + event.text(lineEnd)).getBytes(StandardCharsets.UTF_8);
    }

    private static void write(OutputStream out, byte[] event) throws IOException {
        out.write(event);
        out.flush();
    }

    private OutputStream body() throws IOException {
        OutputStream plain = Content.Sink.asOutputStream(this.response);
        OutputStream out = this.faults.has(Fault.SPLIT_BYTES) ? new SplitOutputStream(plain) : plain;
        if (!this.faults.has(Fault.GZIP)) {
            return out;
        }
        this.response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
        return new GZIPOutputStream(out, 512, true);
    }

    /**
     * @throws InterruptedIOException when the simulator stops
     */
    public static void pause(Optional<Duration> delay) throws InterruptedIOException {
        if (delay.isEmpty()) {
            return;
        }
        try {
            Thread.sleep(delay.get());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting");
        }
    }

}
