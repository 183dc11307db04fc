package llmgateway.relay.answer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import llmgateway.core.error.Rejects;
import llmgateway.core.http.Headers;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.dialect.sse.UsageChunkFilter;
import llmgateway.relay.client.ClientAnswer;
import llmgateway.relay.client.ClientOutput;
import llmgateway.relay.client.FailureAnswer;
import llmgateway.relay.provider.ProviderAnswer;
import llmgateway.relay.provider.UpstreamException;
import llmgateway.relay.settings.RelaySettings;

/** Passes one provider's answer on to the client, each kind in its way. */
final class AnswerPassing implements Passing {

    private static final int READ = 8 * 1024;

    private final RelaySettings settings;

    private final UpstreamRequest request;

    private final ProviderErrors errors;

    private final KeyRedaction redaction;

    private final Metering metering;

    private final Coverage coverage;

    private final boolean mayBeFollowed;

    /**
     * @param mayBeFollowed whether another attempt may be made if this one fails before
     * the client has anything of it
     */
    AnswerPassing(RelaySettings settings, UpstreamRequest request, ProviderErrors errors, Metering metering,
            Coverage coverage, boolean mayBeFollowed) {
        this.settings = settings;
        this.request = request;
        this.errors = errors;
        this.redaction = KeyRedaction.of(request.headers());
        this.metering = metering;
        this.coverage = coverage;
        this.mayBeFollowed = mayBeFollowed;
    }

    @Override
    public AttemptResult pass(ProviderAnswer answer, ClientAnswer client) throws IOException {
        int status = answer.status();
        Headers headers = AnswerHeaders.passedOn(answer.headers(), this.redaction, client.added());
        if (status >= 400) {
            return error(answer, headers);
        }
        if (answer.isHtml()) {
            throw new UpstreamException(Rejects.upstreamNotAnApi(provider()));
        }
        if (answer.isEvents() && answer.readable()) {
            return passEvents(answer, headers, client);
        }
        else if (answer.isJson()) {
            passWhole(answer, headers, client);
        }
        else {
            passBytes(answer, headers, new byte[0], client);
        }
        return new AttemptResult.Delivered(new AttemptOutcome.Answered(status));
    }

    /**
     * A provider's error as it is, but for its key; ours where it cannot be read, is
     * endless or for people.
     */
    private AttemptResult error(ProviderAnswer answer, Headers headers) throws IOException {
        byte[] body = beginningOf(answer.body());
        this.metering.read(body, 0, body.length);
        boolean unusable = body.length > this.settings.heldBackBytes() || !answer.readable() || answer.isHtml();
        FailureAnswer told = unusable ? new FailureAnswer.Refusal(Rejects.upstreamFailed(provider(), answer.status()))
                : new FailureAnswer.ProvidersOwn(answer.status(), headers, this.redaction.redact(body));
        AttemptOutcome outcome = new AttemptOutcome.Answered(answer.status());
        return new AttemptResult.Failed(outcome, this.errors.reason(this.request.endpoint(), answer.status(), body),
                told);
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
        copy(answer.body(), beginning.length, out::write, () -> false);
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

    private AttemptResult passEvents(ProviderAnswer answer, Headers headers, ClientAnswer client) throws IOException {
        byte[] beginning = this.mayBeFollowed ? untilContent(answer.body()) : new byte[0];
        if (beginning.length > 0 && this.metering.errorSeen() && !this.metering.contentSeen()) {
            throw new UpstreamException(Rejects.upstreamBroke(provider()));
        }
        ClientOutput out = client.beginEvents(answer.status(), headers);
        Optional<CoveredEvents> covered = this.coverage.over(out);
        BooleanSupplier isCut = () -> covered.filter(CoveredEvents::isCut).isPresent();
        WholeEvents events = new WholeEvents(covered.<OutputStream>map(Function.identity()).orElse(out),
                this.settings.heldBackBytes());
        if (this.request.usageChunk() == UpstreamRequest.UsageChunk.HIDDEN) {
            UsageChunkFilter filter = new UsageChunkFilter(events, this.settings.heldBackBytes());
            filter.write(beginning, 0, beginning.length);
            copy(answer.body(), beginning.length, filter::write, isCut);
            filter.finish();
        }
        else {
            events.write(beginning, 0, beginning.length);
            copy(answer.body(), beginning.length, events::write, isCut);
        }
        events.finish();
        if (isCut.getAsBoolean()) {
            return CutAnswer.end(covered.orElseThrow().why(), covered.orElseThrow()::end, client);
        }
        out.close();
        return new AttemptResult.Delivered(new AttemptOutcome.Answered(answer.status()));
    }

    /**
     * Held back as long as another attempt would repeat nothing: up to the first words of
     * the model, an error, or what is held back at most.
     */
    private byte[] untilContent(InputStream body) throws IOException {
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        byte[] buffer = new byte[READ];
        while (held.size() < this.settings.heldBackBytes() && !this.metering.contentSeen()
                && !this.metering.errorSeen()) {
            int read = body.read(buffer);
            if (read < 0) {
                break;
            }
            held.write(buffer, 0, read);
            this.metering.read(buffer, 0, read);
        }
        return held.toByteArray();
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

    private void copy(InputStream body, long passed, Sink sink, BooleanSupplier isCut) throws IOException {
        byte[] buffer = new byte[READ];
        long total = passed;
        while (!isCut.getAsBoolean()) {
            int read = body.read(buffer);
            if (read < 0) {
                this.metering.ended();
                return;
            }
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
    }

    private String provider() {
        return this.request.target().provider();
    }

    @FunctionalInterface
    private interface Sink {

        void write(byte[] bytes, int offset, int length) throws IOException;

    }

}
