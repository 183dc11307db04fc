package llmgateway.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import llmgateway.core.call.Dialect;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.Headers;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.dialect.sse.UsageChunkFilter;

/** Passes one provider's answer on to the client, each kind in its way. */
final class AnswerPassing {

    private static final int READ = 16 * 1024;

    private final RelaySettings settings;

    private final RelayPlan plan;

    private final UpstreamRequest request;

    private final KeyRedaction redaction;

    private final Metering metering;

    AnswerPassing(RelaySettings settings, RelayPlan plan, UpstreamRequest request, Metering metering) {
        this.settings = settings;
        this.plan = plan;
        this.request = request;
        this.redaction = KeyRedaction.of(request.headers());
        this.metering = metering;
    }

    /**
     * @throws ClientGoneException if the client went; the rest of the answer is unread
     */
    void pass(ProviderAnswer answer, ClientAnswer client) throws IOException {
        int status = answer.status();
        if (status < 200 || (status >= 300 && status < 400)) {
            throw new UpstreamException(Rejects.upstreamRedirected(provider()));
        }
        Headers headers = AnswerHeaders.passedOn(answer.headers(), this.redaction, this.plan.responseHeaders());
        if (status >= 400) {
            passError(answer, headers, client);
        }
        else if (answer.isHtml()) {
            throw new UpstreamException(Rejects.upstreamNotAnApi(provider()));
        }
        else if (answer.isEvents() && answer.readable()) {
            passEvents(answer, client.beginEvents(status, headers));
        }
        else if (answer.isJson()) {
            passWhole(answer, headers, client);
        }
        else {
            passBytes(answer, headers, new byte[0], client);
        }
    }

    /**
     * A provider's error as it is, but for its key; ours where it cannot be read, is
     * endless or for people.
     */
    private void passError(ProviderAnswer answer, Headers headers, ClientAnswer client) throws IOException {
        byte[] body = beginningOf(answer.body());
        this.metering.read(body, 0, body.length);
        if (body.length > this.settings.heldBackBytes() || !answer.readable() || answer.isHtml()
                || this.request.target().dialect() != this.plan.call().endpoint().dialect()) {
            client.refuse(Rejects.upstreamFailed(provider(), answer.status()));
            return;
        }
        client.send(answer.status(), headers, this.redaction.redact(body));
    }

    /**
     * Held back until it is whole, so that one that breaks off becomes an error and not a
     * torn answer.
     */
    private void passWhole(ProviderAnswer answer, Headers headers, ClientAnswer client) throws IOException {
        byte[] beginning = beginningOf(answer.body());
        if (beginning.length > this.settings.heldBackBytes()) {
            passBytes(answer, headers, beginning, client);
            return;
        }
        try {
            client.send(answer.status(), headers, beginning);
        }
        finally {
            this.metering.read(beginning, 0, beginning.length);
        }
        this.metering.ended();
    }

    private void passBytes(ProviderAnswer answer, Headers headers, byte[] beginning, ClientAnswer client)
            throws IOException {
        Headers withLength = answer.length().isPresent()
                ? headers.with("content-length", Long.toString(answer.length().getAsLong())) : headers;
        OutputStream out = begin(answer.status(), withLength, beginning, client);
        copy(answer.body(), beginning.length, out::write);
        out.close();
    }

    private OutputStream begin(int status, Headers headers, byte[] beginning, ClientAnswer client) throws IOException {
        try {
            OutputStream out = client.begin(status, headers);
            out.write(beginning);
            return out;
        }
        finally {
            this.metering.read(beginning, 0, beginning.length);
        }
    }

    private void passEvents(ProviderAnswer answer, ClientOutput out) throws IOException {
        WholeEvents events = new WholeEvents(out, this.settings.heldBackBytes());
        if (hidesUsageChunk()) {
            UsageChunkFilter filter = new UsageChunkFilter(events, this.settings.heldBackBytes());
            copy(answer.body(), 0, filter::write);
            filter.finish();
        }
        else {
            copy(answer.body(), 0, events::write);
        }
        events.finish();
        out.close();
    }

    private boolean hidesUsageChunk() {
        return this.plan.usageChunk() == RelayPlan.UsageChunk.HIDDEN
                && this.request.target().dialect() == Dialect.OPENAI;
    }

    /** The whole body, or one byte more than is held back. */
    private byte[] beginningOf(InputStream body) throws IOException {
        ByteArrayOutputStream beginning = new ByteArrayOutputStream();
        byte[] buffer = new byte[READ];
        int bound = this.settings.heldBackBytes() + 1;
        while (beginning.size() < bound) {
            int read = body.read(buffer, 0, Math.min(buffer.length, bound - beginning.size()));
            if (read < 0) {
                break;
            }
            beginning.write(buffer, 0, read);
        }
        return beginning.toByteArray();
    }

    private void copy(InputStream body, long passed, Sink sink) throws IOException {
        byte[] buffer = new byte[READ];
        long total = passed;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            total += read;
            if (total > this.settings.maxAnswerBytes()) {
                throw new UpstreamException(Rejects.upstreamAnswerTooLarge(provider(), this.settings.maxAnswerBytes()));
            }
            try {
                // To the client first: the meter must not hold it up.
                sink.write(buffer, 0, read);
            }
            finally {
                this.metering.read(buffer, 0, read);
            }
        }
        this.metering.ended();
    }

    private String provider() {
        return this.request.target().provider();
    }

    @FunctionalInterface
    private interface Sink {

        void write(byte[] bytes, int offset, int length) throws IOException;

    }

}
