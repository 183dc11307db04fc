package llmgateway.relay;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.ledger.CallReports;
import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Attempted;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.dialect.error.ErrorWriter;
import llmgateway.dialect.translation.Translations;
import llmgateway.relay.client.ClientResponse;
import llmgateway.relay.settings.RelaySettings;
import llmgateway.relay.signing.RequestSigner;

import static org.assertj.core.api.Assertions.assertThat;

/** A relay that keeps what it tells of its calls. */
final class RelayHarness implements AutoCloseable {

    final List<AttemptOutcome> outcomes = new CopyOnWriteArrayList<>();

    /**
     * Hedges by what was told of them and whom they asked, such as {@code won second}.
     */
    final List<String> hedges = new CopyOnWriteArrayList<>();

    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

    final Relay relay;

    RelayHarness(RelaySettings settings) {
        this(settings, RequestSigner.NONE);
    }

    RelayHarness(RequestSigner signer) {
        this(RelaySettings.defaults(), signer);
    }

    private RelayHarness(RelaySettings settings, RequestSigner signer) {
        this.relay = new Relay(settings, new ErrorWriter(), Translations.all(InstantSource.system()), signer,
                List.of(new Outcomes()), new CallReports() {
                    @Override
                    public void ended(CallReport report) {
                        RelayHarness.this.ended.add(new Ended(report.ticket(), Optional.of(report)));
                    }

                    @Override
                    public void neverSent(Ticket ticket) {
                        RelayHarness.this.ended.add(new Ended(ticket, Optional.empty()));
                    }
                });
    }

    /** The next report, which is that of a call that was sent. */
    CallReport report() {
        return next().report().orElseThrow(() -> new AssertionError("told never to have been sent"));
    }

    /** The ticket of the next report, which is that of a call that was never sent. */
    Ticket neverSent() {
        Ended next = next();
        assertThat(next.report()).as("report of a call that was sent").isEmpty();
        return next.ticket();
    }

    private Ended next() {
        try {
            return this.ended.take();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    void assertNothingElseReported() {
        assertThat(this.ended).isEmpty();
    }

    RecordingClient forward(RelayPlan plan) {
        return forward(plan, new RecordingClient());
    }

    <T extends ClientResponse> T forward(RelayPlan plan, T client) {
        this.relay.forward(plan, client);
        return client;
    }

    @Override
    public void close() throws IOException {
        this.relay.close();
    }

    private final class Outcomes implements AttemptListener {

        @Override
        public void hedgeStarted(Attempted attempted) {
            RelayHarness.this.hedges.add("started " + attempted.target().provider());
        }

        @Override
        public void hedgeWon(Attempted attempted) {
            RelayHarness.this.hedges.add("won " + attempted.target().provider());
        }

        @Override
        public void attemptEnded(Attempted attempted, AttemptEnd end) {
            RelayHarness.this.outcomes.add(end.outcome());
        }

    }

    private record Ended(Ticket ticket, Optional<CallReport> report) {
    }

}
