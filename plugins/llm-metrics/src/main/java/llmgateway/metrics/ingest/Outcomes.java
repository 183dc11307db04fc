package llmgateway.metrics.ingest;

import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.usage.AnswerReading;

/** Tells from a log entry how a call ended that APISIX carried. */
final class Outcomes {

    private static final int BAD_GATEWAY = 502;

    private static final int GATEWAY_TIMEOUT = 504;

    /** nginx's status for a client that closed its connection before it got an answer. */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private Outcomes() {
    }

    /**
     * Where an entry leaves open whether the provider ran the request, it is taken to
     * have.
     */
    static AttemptOutcome of(LogEntry entry, AnswerReading answer) {
        if (!entry.wasProxied() || entry.sentNothing()) {
            return new AttemptOutcome.Unreachable();
        }
        int status = entry.status().orElse(BAD_GATEWAY);
        if (status == CLIENT_CLOSED_REQUEST) {
            return new AttemptOutcome.ClientGone();
        }
        if (isGatewaysOwn(entry, status, answer)) {
            return (status == GATEWAY_TIMEOUT) ? new AttemptOutcome.TimedOut() : new AttemptOutcome.Broken();
        }
        int answered = entry.upstreamStatus().orElse(status);
        if (answered < 300 && entry.wasBrokenOff()) {
            // APISIX does not tell whether the client or the provider ended it.
            return new AttemptOutcome.ClientGone();
        }
        return new AttemptOutcome.Answered(answered);
    }

    /** Whether APISIX made the answer up as no provider gave one. */
    private static boolean isGatewaysOwn(LogEntry entry, int status, AnswerReading answer) {
        boolean couldBe = (status == BAD_GATEWAY || status == GATEWAY_TIMEOUT) && !answer.error();
        return entry.wasAnswered().map((answered) -> !answered).orElse(couldBe);
    }

}
