package llmgateway.relay.answer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

import llmgateway.core.error.Rejects;
import llmgateway.core.http.Headers;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.dialect.format.UnreadableAnswer;
import llmgateway.dialect.sse.UsageChunkFilter;
import llmgateway.relay.client.ClientAnswer;
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

    private final Supplier<HoldBack> holdBack;

    /**
     * @param holdBack how much of a stream is held back, as of now
     */
    AnswerPassing(RelaySettings settings, UpstreamRequest request, ProviderErrors errors, Metering metering,
            Coverage coverage, Supplier<HoldBack> holdBack) {
        this.settings = settings;
        this.request = request;
        this.errors = errors;
        this.redaction = KeyRedaction.of(request.headers());
        this.metering = metering;
        this.coverage = coverage;
        this.holdBack = holdBack;
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
            return readEvents(answer, headers, client);
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
            this.metering.ended();
        }
    }

    private void passBytes(ProviderAnswer answer, Headers headers, byte[] beginning, ClientAnswer client)
            throws IOException {
        Headers withLength = answer.length().isPresent()
                ? headers.with("content-length", Long.toString(answer.length().getAsLong())) : headers;
        OutputStream out = begin(answer.status(), withLength, beginning, client);
        copy(answer.body(), beginning.length, out::write, () -> true);
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

    private AttemptResult readEvents(ProviderAnswer answer, Headers headers, ClientAnswer client) throws IOException {
        try {
            return passEvents(answer, headers, client);
        }
        catch (UnreadableAnswer ex) {
            throw new UpstreamException(Rejects.upstreamNotAnApi(provider()));
        }
    }

    private AttemptResult passEvents(ProviderAnswer answer, Headers headers, ClientAnswer client) throws IOException {
        HeldBackOutput out = new HeldBackOutput(this.settings, this.holdBack, client,
                () -> client.beginEvents(answer.status(), headers));
        Optional<CoveredEvents> covered = this.coverage.over(out, EventEnds.of(answer));
        BooleanSupplier isCut = () -> covered.filter(CoveredEvents::isCut).isPresent();
        WholeEvents events = new WholeEvents(covered.<OutputStream>map(Function.identity()).orElse(out),
                EventEnds.of(answer), this.settings.heldBackBytes());
        Going going = () -> {
            if (isCut.getAsBoolean()) {
                return false;
            }
            look(out);
            return true;
        };
        if (this.request.usageChunk() == UpstreamRequest.UsageChunk.HIDDEN) {
            UsageChunkFilter filter = new UsageChunkFilter(events, this.settings.heldBackBytes());
            copy(answer.body(), 0, filter::write, going);
            filter.finish();
        }
        else {
            copy(answer.body(), 0, events::write, going);
        }
        events.finish();
        if (isCut.getAsBoolean()) {
            return CutAnswer.end(covered.orElseThrow().why(), covered.orElseThrow()::end, client);
        }
        end(out);
        return new AttemptResult.Delivered(new AttemptOutcome.Answered(answer.status()));
    }

    /** What is held back and turns out to fail is left to another attempt. */
    private void look(HeldBackOutput out) throws IOException {
        out.letGoWhenDue(this.metering.contentSeen());
        if (out.isHeldBack() && this.metering.errorSeen()) {
            throw new UpstreamException(Rejects.upstreamBroke(provider()));
        }
    }

    private void end(HeldBackOutput out) throws IOException {
        if (out.isHeldBack() && !this.metering.endSeen()) {
            throw new UpstreamException(Rejects.upstreamBroke(provider()));
        }
        out.close();
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

    private void copy(InputStream body, long passed, Sink sink, Going going) throws IOException {
        byte[] buffer = new byte[READ];
        long total = passed;
        while (going.goesOn()) {
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

    /** Asked before each piece of an answer is read. */
    @FunctionalInterface
    private interface Going {

        boolean goesOn() throws IOException;

    }

}
