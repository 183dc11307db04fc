package llmgateway.relay;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import llmgateway.core.budget.RunningHold;
import llmgateway.core.call.Ticket;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.dialect.error.ErrorWriter;
import llmgateway.dialect.translation.Translations;
import llmgateway.relay.answer.Coverage;
import llmgateway.relay.answer.HoldBack;
import llmgateway.relay.answer.Metering;
import llmgateway.relay.answer.Passing;
import llmgateway.relay.answer.Passings;
import llmgateway.relay.client.AnswerRace;
import llmgateway.relay.client.ClientAnswer;
import llmgateway.relay.provider.ProviderClient;
import llmgateway.relay.retry.AttemptSequence;
import llmgateway.relay.settings.RelaySettings;
import llmgateway.relay.signing.RequestSigner;

/** What all calls of a relay share. Thread-safe. */
final class Attempts {

    private final RelaySettings settings;

    private final ProviderClient providers;

    private final RequestSigner signer;

    private final ScheduledExecutorService timer;

    private final AttemptListeners listeners;

    private final ErrorWriter errors;

    private final Passings passings;

    private final RandomGenerator random;

    private final RandomGenerator tickets;

    /**
     * @param random spreads attempts in time
     * @param tickets must be unpredictable
     */
    Attempts(RelaySettings settings, ProviderClient providers, RequestSigner signer, ScheduledExecutorService timer,
            AttemptListeners listeners, ErrorWriter errors, Translations translations, RandomGenerator random,
            RandomGenerator tickets) {
        this.settings = settings;
        this.providers = providers;
        this.signer = signer;
        this.timer = timer;
        this.listeners = listeners;
        this.errors = errors;
        this.passings = new Passings(settings, translations);
        this.random = random;
        this.tickets = tickets;
    }

    AttemptSequence sequence(RelayPlan plan) {
        return new AttemptSequence(plan, System::nanoTime, this.random);
    }

    AttemptListener listeners() {
        return this.listeners;
    }

    Ticket newTicket() {
        return Ticket.random(this.tickets);
    }

    ClientAnswer answer(RelayPlan plan, AnswerRace.Lane client) {
        ClientAnswer answer = new ClientAnswer(plan.call(), client, this.errors);
        answer.add(plan.responseHeaders());
        return answer;
    }

    Attempt attempt(RelayPlan plan, UpstreamRequest request, Metering metering, Coverage coverage) {
        return new Attempt(this.settings, this.providers, this.signer, this.timer, plan.call().id(), request, metering,
                coverage);
    }

    Coverage coverage(RelayPlan plan, UpstreamRequest request, RunningHold hold) {
        return this.passings.coverage(plan, request, hold);
    }

    Passing passing(RelayPlan plan, UpstreamRequest request, Metering metering, Coverage coverage,
            Supplier<HoldBack> holdBack) {
        return this.passings.of(plan, request, metering, coverage, holdBack);
    }

}
