package llmgateway.relay.answer;

import java.time.Duration;
import java.util.Optional;

import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.UsageReading;
import llmgateway.dialect.usage.AnswerMeter;
import llmgateway.dialect.usage.AnswerMeters;
import llmgateway.relay.provider.ProviderAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a provider's answer after it went on to the client, and times it. A fault in here
 * costs the client nothing. Used by the call's thread.
 */
public final class Metering {

    private static final Logger LOG = LoggerFactory.getLogger(Metering.class);

    private static final String UNREADABLE = "application/octet-stream";

    private final RelayPlan plan;

    private final long begun;

    private Optional<AnswerMeter> meter = Optional.empty();

    private Optional<Duration> firstByte = Optional.empty();

    private Optional<Duration> firstToken = Optional.empty();

    private boolean faulty;

    private boolean ended;

    /**
     * @param begun when the call began, by {@link System#nanoTime}
     */
    public Metering(RelayPlan plan, long begun) {
        this.plan = plan;
        this.begun = begun;
    }

    /** The head of an answer has come. */
    public void begin(UpstreamRequest request, ProviderAnswer answer) {
        this.firstByte = Optional.of(sinceBegin());
        String contentType = answer.readable() ? answer.mediaType() : UNREADABLE;
        this.meter = Optional.of(AnswerMeters.of(request.endpoint(), answer.status(), contentType, answer.headers()));
    }

    public void read(byte[] bytes, int offset, int length) {
        if (length == 0 || this.meter.isEmpty() || this.faulty) {
            return;
        }
        try {
            this.meter.get().write(bytes, offset, length);
            if (this.firstToken.isEmpty() && this.meter.get().tokenSeen()) {
                this.firstToken = Optional.of(sinceBegin());
            }
        }
        catch (RuntimeException ex) {
            fault(ex);
        }
    }

    /** Whether something of the model's has come. */
    public boolean contentSeen() {
        return this.meter.filter(AnswerMeter::tokenSeen).isPresent();
    }

    /** Whether the provider has told an error. */
    public boolean errorSeen() {
        return this.meter.filter(AnswerMeter::errorSeen).isPresent();
    }

    /** Whether the model, or its stream, has come to an end of its own. */
    public boolean endSeen() {
        return this.meter.filter(AnswerMeter::endSeen).isPresent();
    }

    /** The provider's answer came to the end that its connection promised. */
    public void ended() {
        this.ended = true;
    }

    /** To be called once. */
    public AnswerReading reading() {
        if (this.meter.isEmpty()) {
            return AnswerReading.NOTHING;
        }
        try {
            AnswerReading reading = this.meter.get().finish(this.ended);
            return this.faulty ? unusable() : reading;
        }
        catch (RuntimeException ex) {
            fault(ex);
            return unusable();
        }
    }

    private void fault(RuntimeException fault) {
        this.faulty = true;
        // Without the message, which might quote the answer.
        LOG.error("{}: the answer's usage could not be read: {}", this.plan.call().id(), fault.getClass().getName());
    }

    private static AnswerReading unusable() {
        AnswerReading nothing = AnswerReading.NOTHING;
        return new AnswerReading(new UsageReading.Unusable("a fault of the reader"), nothing.model(),
                nothing.serviceTier(), nothing.whole(), nothing.error(), nothing.delivered());
    }

    /** To the first token, or to the first byte where none was seen. */
    public Optional<Duration> firstToken() {
        return this.firstToken.or(() -> this.firstByte);
    }

    public Duration sinceBegin() {
        return Duration.ofNanos(System.nanoTime() - this.begun);
    }

}
