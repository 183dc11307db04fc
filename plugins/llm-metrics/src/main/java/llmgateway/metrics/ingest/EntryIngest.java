package llmgateway.metrics.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.ledger.Settlements;
import llmgateway.core.ledger.Settlements.Finding;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.DeliveredText;
import llmgateway.dialect.usage.AnswerMeter;
import llmgateway.dialect.usage.AnswerMeters;
import llmgateway.metrics.accounting.CallAccounting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles the call of one log entry. Thread-safe. */
final class EntryIngest {

    private static final Logger LOG = LoggerFactory.getLogger(EntryIngest.class);

    private final Settlements settlements;

    private final CallAccounting accounting;

    EntryIngest(Settlements settlements, CallAccounting accounting) {
        this.settlements = settlements;
        this.accounting = accounting;
    }

    EntryResult settle(LogEntry entry) {
        Optional<Ticket> ticket = entry.ticket();
        if (ticket.isEmpty()) {
            return EntryResult.WITHOUT_TICKET;
        }
        return switch (find(ticket.get())) {
            case Finding.Open(AdmittedCall call) -> settle(call, entry);
            case Finding.Ended() -> EntryResult.ENDED_BEFORE;
            case Finding.Unknown() -> EntryResult.UNKNOWN;
            case Finding.Unavailable() -> EntryResult.STORE_AWAY;
        };
    }

    private Finding find(Ticket ticket) {
        return this.settlements.findHere(ticket)
            .<Finding>map(Finding.Open::new)
            .orElseGet(() -> this.settlements.find(ticket));
    }

    private EntryResult settle(AdmittedCall call, LogEntry entry) {
        if (call.isRelayed()) {
            // It may still be reading the usage of an answer whose client hung up.
            return EntryResult.RELAYED;
        }
        AnswerReading answer = read(call, entry);
        AttemptOutcome outcome = Outcomes.of(entry, answer);
        this.accounting.settle(call, new CallReport(call.ticket(), outcome, answer, entry.duration(),
                firstByte(entry, outcome), entry.attempts(), Tries.of(call, entry, outcome), false));
        return EntryResult.SETTLED;
    }

    private AnswerReading read(AdmittedCall call, LogEntry entry) {
        byte[] body = entry.body().getBytes(StandardCharsets.UTF_8);
        if (body.length == 0) {
            return AnswerReading.NOTHING;
        }
        long length = entry.answerLength().orElse((long) body.length);
        if (length > body.length) {
            LOG.warn("{}: http-logger cut {} bytes of the answer to {}; raise its max_resp_body_bytes, or the usage at "
                    + "the end is lost", call.callId(), length, body.length);
        }
        int status = entry.upstreamStatus().orElse(entry.status().orElse(0));
        boolean whole = length <= body.length && !entry.wasBrokenOff();
        AnswerMeter meter = AnswerMeters.of(call.endpoint(), status, entry.contentType().orElse(""));
        meter.write(body, 0, body.length);
        AnswerReading reading = meter.finish(whole);
        // What the log lacks was delivered all the same.
        return (length > body.length) ? reading.withDelivered(DeliveredText.NONE) : reading;
    }

    private static Optional<Duration> firstByte(LogEntry entry, AttemptOutcome outcome) {
        boolean hasAnswer = outcome instanceof AttemptOutcome.Answered || entry.wasAnswered().orElse(false);
        return hasAnswer ? entry.headerTime() : Optional.empty();
    }

}
