package llmgateway.relay;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.dialect.error.ErrorWriter;

/** A relay with a listener that keeps the outcomes. */
final class RelayHarness implements AutoCloseable {

    final List<AttemptOutcome> outcomes = new CopyOnWriteArrayList<>();

    private final Relay relay;

    RelayHarness(RelaySettings settings) {
        this.relay = new Relay(settings, new ErrorWriter(),
                List.of((call, request, outcome) -> this.outcomes.add(outcome)));
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

}
