package llmgateway.relay.answer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import llmgateway.core.budget.RunningHold;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.Headers;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.format.StreamKind;
import llmgateway.dialect.format.UnreadableAnswer;
import llmgateway.dialect.translation.AnswerTranslation;
import llmgateway.dialect.translation.StreamTranslation;
import llmgateway.relay.client.ClientAnswer;
import llmgateway.relay.client.ClientGoneException;
import llmgateway.relay.client.ClientOutput;
import llmgateway.relay.client.FailureAnswer;
import llmgateway.relay.provider.ProviderAnswer;
import llmgateway.relay.provider.UpstreamException;
import llmgateway.relay.settings.RelaySettings;

/** Answers a client in its API with what a provider of another answered. Used once. */
final class TranslatedPassing implements Passing {

    private static final int READ = 8 * 1024;

    /** Well below the minute after which proxies tend to give a silent answer up. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

    private final RelaySettings settings;

    private final UpstreamRequest request;

    private final AnswerTranslation translation;

    private final KeyRedaction redaction;

    private final Metering metering;

    private final RunningHold hold;

    private final boolean streamed;

    private final Supplier<HoldBack> holdBack;

    /**
     * @param streamed whether the client asked for events
     * @param holdBack how much of a stream is held back, as of now
     */
    TranslatedPassing(RelaySettings settings, UpstreamRequest request, AnswerTranslation translation, Metering metering,
            RunningHold hold, boolean streamed, Supplier<HoldBack> holdBack) {
        this.settings = settings;
        this.request = request;
        this.translation = translation;
        this.redaction = KeyRedaction.of(request.headers());
        this.metering = metering;
        this.hold = hold;
        this.streamed = streamed;
        this.holdBack = holdBack;
    }

    @Override
    public AttemptResult pass(ProviderAnswer answer, ClientAnswer client) throws IOException {
        int status = answer.status();
        if (answer.isHtml() || !answer.readable()) {
            throw new UpstreamException((status >= 400) ? Rejects.upstreamFailed(provider(), status)
                    : Rejects.upstreamNotAnApi(provider()));
        }
        if (status >= 400) {
            return error(answer);
        }
        try {
            return (this.streamed && !answer.isJson()) ? events(answer, client) : whole(answer, client);
        }
        catch (UnreadableAnswer ex) {
            throw new UpstreamException(Rejects.upstreamNotAnApi(provider()));
        }
    }

    private AttemptResult error(ProviderAnswer answer) throws IOException {
        byte[] body = answer.body().readNBytes(this.settings.heldBackBytes());
        this.metering.read(body, 0, body.length);
        ProviderError error = this.translation.error(answer.status(), body);
        Reject told = reject(error);
        for (String name : new String[] { "retry-after", "retry-after-ms" }) {
            Optional<String> value = answer.headers().first(name);
            told = value.isPresent() ? told.with(name, value.get()) : told;
        }
        return new AttemptResult.Failed(new AttemptOutcome.Answered(answer.status()), FailureReasons.of(error),
                new FailureAnswer.Refusal(told));
    }

    private AttemptResult whole(ProviderAnswer answer, ClientAnswer client) throws IOException {
        byte[] document = answer.body().readNBytes(this.settings.translatedBytes() + 1);
        this.metering.read(document, 0, document.length);
        if (document.length > this.settings.translatedBytes()) {
            throw new UpstreamException(Rejects.upstreamAnswerTooLarge(provider(), this.settings.translatedBytes()));
        }
        this.metering.ended();
        if (this.streamed) {
            byte[] events = this.translation.wholeAsStream(document);
            try (ClientOutput out = client.beginEvents(answer.status(),
                    headers(client, this.translation.streamKind().mediaType()))) {
                out.write(events);
            }
        }
        else {
            client.send(answer.status(), headers(client, "application/json"),
                    this.translation.whole(answer.headers(), document));
        }
        return new AttemptResult.Delivered(new AttemptOutcome.Answered(answer.status()));
    }

    private AttemptResult events(ProviderAnswer answer, ClientAnswer client) throws IOException {
        CoveredText text = new CoveredText(this.hold);
        StreamTranslation stream = this.translation.stream(text);
        HeldBackOutput out = new HeldBackOutput(this.settings, this.holdBack, client,
                () -> client.beginEvents(answer.status(),
                        headers(client, this.translation.streamKind().mediaType()).with("cache-control", "no-cache")));
        out.letGoWhenDue(false);
        KeepAlive keepAlive = new KeepAlive(out, this.translation.streamKind());
        InputStream body = answer.body();
        byte[] buffer = new byte[READ];
        long total = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            total += read;
            if (total > this.settings.maxAnswerBytes()) {
                throw new UpstreamException(Rejects.upstreamAnswerTooLarge(provider(), this.settings.maxAnswerBytes()));
            }
            try {
                byte[] events = stream.write(buffer, 0, read);
                out.write(events);
                out.letGoWhenDue(stream.hasContent());
                keepAlive.after(events.length);
            }
            finally {
                this.metering.read(buffer, 0, read);
            }
            if (stream.error().isPresent()) {
                return failed(stream.error().get(), client);
            }
            if (stream.isCut()) {
                return CutAnswer.end(text.last(), () -> {
                    out.write(stream.end(this.hold.delivered()));
                    out.close();
                }, client);
            }
        }
        byte[] rest = finished(stream);
        if (stream.error().isPresent()) {
            return failed(stream.error().get(), client);
        }
        this.metering.ended();
        out.write(rest);
        out.close();
        return new AttemptResult.Delivered(new AttemptOutcome.Answered(answer.status()));
    }

    private byte[] finished(StreamTranslation stream) throws UpstreamException {
        try {
            return stream.finish();
        }
        catch (UnreadableAnswer ex) {
            throw new UpstreamException(Rejects.upstreamBroke(provider()));
        }
    }

    private AttemptResult failed(ProviderError error, ClientAnswer client) {
        Reject told = reject(error);
        AttemptOutcome outcome = new AttemptOutcome.Broken();
        if (client.isBegun()) {
            client.fail(told);
            return new AttemptResult.Delivered(outcome);
        }
        return new AttemptResult.Failed(outcome, FailureReasons.of(error), new FailureAnswer.Refusal(told));
    }

    private Reject reject(ProviderError error) {
        return ProviderErrors.reject(error, provider(), this.redaction);
    }

    private static Headers headers(ClientAnswer client, String contentType) {
        return client.added().with("content-type", contentType);
    }

    private String provider() {
        return this.request.target().provider();
    }

    /** Says something to a client that would hear nothing for long. */
    private static final class KeepAlive {

        private final HeldBackOutput out;

        private final StreamKind kind;

        private long lastWrite = System.nanoTime();

        KeepAlive(HeldBackOutput out, StreamKind kind) {
            this.out = out;
            this.kind = kind;
        }

        /** After so many bytes of events. */
        void after(int written) throws ClientGoneException {
            if (written > 0 || this.out.isHeldBack()) {
                this.lastWrite = System.nanoTime();
            }
            else if (this.kind == StreamKind.SERVER_SENT_EVENTS
                    && System.nanoTime() - this.lastWrite > LONGEST_SILENCE.toNanos()) {
                this.out.write(KEEP_ALIVE);
                this.lastWrite = System.nanoTime();
            }
        }

    }

}
