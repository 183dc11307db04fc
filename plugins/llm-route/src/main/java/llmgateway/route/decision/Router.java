package llmgateway.route.decision;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import llmgateway.core.call.Call;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Proxy;
import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.upstream.ProviderKey;
import llmgateway.core.upstream.Routed;
import llmgateway.core.upstream.ServerAddress;
import llmgateway.dialect.translation.Translations;
import llmgateway.route.balance.Observations;
import llmgateway.route.catalogue.ResolvedModel;
import llmgateway.route.decision.SoundOffers.Waiting;
import llmgateway.route.health.Availability;
import llmgateway.route.health.WhenAllCoolDown;
import llmgateway.route.table.Candidate;
import llmgateway.route.table.EndpointPath;
import llmgateway.route.table.RoutingTable;

/**
 * Decides what to do with a call. The decision depends on nothing but what is handed in
 * and the random numbers, besides which key of a provider is next. Thread-safe if the
 * generators are.
 */
public final class Router {

    private final TargetPicker picker;

    private final Availability availability;

    private final WhenAllCoolDown whenAllCoolDown;

    private final RelayRoute relayRoute;

    private final Offers offers;

    private final Attempts attempts;

    private final ModelListing modelListing;

    private final RandomGenerator tickets;

    /**
     * @param balancing picks among targets
     * @param tickets must be unpredictable
     * @param translations between what clients and providers speak
     * @param outputs tells how much a model can answer
     */
    public Router(Observations observed, Availability availability, Setup setup, RandomGenerator balancing,
            RandomGenerator tickets, Translations translations, ModelOutputs outputs) {
        this.picker = new TargetPicker(observed, balancing);
        this.availability = availability;
        this.whenAllCoolDown = setup.whenAllCoolDown();
        this.tickets = tickets;
        this.relayRoute = new RelayRoute(setup.relayUpstream());
        this.offers = new Offers(translations);
        this.attempts = new Attempts(setup.relayThrough(), translations, outputs);
        this.modelListing = new ModelListing(this.offers);
    }

    public Decision decide(RouteRequest request, RoutingTable table) {
        Call call = request.call();
        return switch (call.endpoint()) {
            case MODELS, ANTHROPIC_MODELS, GEMINI_MODELS ->
                this.modelListing.list(call.endpoint().dialect(), request.settings().models(), table);
            case MODEL, ANTHROPIC_MODEL,
                    GEMINI_MODEL ->
                call.model()
                    .map((asked) -> this.modelListing.one(asked, call.endpoint().dialect(), request.settings().models(),
                            table))
                    .orElseGet(() -> new Decision.Refuse(Rejects.missingModel()));
            default -> route(request, table);
        };
    }

    private Decision route(RouteRequest request, RoutingTable table) {
        if (!ClientQuery.streamsEvents(request)) {
            return new Decision.Refuse(Rejects.streamOfEventsOnly());
        }
        Optional<OriginalModel> asked = request.model();
        if (asked.isEmpty()) {
            return new Decision.Refuse(Rejects.missingModel());
        }
        Optional<ResolvedModel> resolved = table.catalogue().resolve(asked.get().name());
        if (resolved.isEmpty()) {
            return new Decision.Refuse(Rejects.unknownModel(asked.get()));
        }
        if (!request.settings().models().allows(resolved.get())) {
            return new Decision.Refuse(Rejects.modelNotAllowed(asked.get()));
        }
        List<Candidate> active = table.candidates(resolved.get());
        if (active.isEmpty()) {
            return new Decision.Refuse(Rejects.noProviderKey(asked.get()));
        }
        List<Offer> serving = this.offers.of(new CatalogueModel(resolved.get().name()), active,
                request.call().endpoint());
        if (serving.isEmpty()) {
            return notServed(asked.get(), active);
        }
        boolean alone = serving.size() == 1 && request.settings().fallbackModels().isEmpty();
        SoundOffers offers = alone ? SoundOffers.allOf(serving) : SoundOffers.of(serving, this.availability);
        if (request.settings().retries().mostAttempts() > 1) {
            return sendAgain(request, offers, table);
        }
        return (offers.sound().isEmpty() && this.whenAllCoolDown == WhenAllCoolDown.REFUSE)
                ? coolingDown(request, offers.soonest()) : sendOnce(request, offers);
    }

    private static Decision notServed(OriginalModel asked, List<Candidate> active) {
        Set<Endpoint> served = EnumSet.noneOf(Endpoint.class);
        for (Candidate candidate : active) {
            candidate.provider()
                .provider()
                .endpoints()
                .stream()
                .filter((endpoint) -> candidate.provider().serves(endpoint, candidate.model()))
                .forEach(served::add);
        }
        served.retainAll(EndpointPath.ofClients());
        if (served.isEmpty()) {
            return new Decision.Refuse(Rejects.unknownModel(asked));
        }
        return new Decision.Refuse(Rejects.endpointNotServed(asked,
                served.stream().map(EndpointPath::ofClient).collect(Collectors.joining(", "))));
    }

    /** One that speaks the call's own API if any that is well does. */
    private Decision sendOnce(RouteRequest request, SoundOffers offers) {
        if (offers.sound().isEmpty()) {
            return send(request, offers.coolingDown().getFirst().offer());
        }
        List<Offer> own = offers.sound()
            .stream()
            .filter((offer) -> offer.endpoint() == request.call().endpoint())
            .toList();
        return send(request, this.picker.pick(own.isEmpty() ? offers.sound() : own, request));
    }

    private Decision send(RouteRequest request, Offer offer) {
        UpstreamCall call = call(request, offer);
        Ticket ticket = Ticket.random(this.tickets);
        if (request.proxy() == Proxy.RELAY || call.isTranslated() || call.hidesUsage() || call.isSigned()) {
            return relay(request, List.of(this.attempts.of(call, Duration.ZERO)), ticket);
        }
        return DirectRoute.of(call, routed(call, ticket, Way.DIRECT));
    }

    /** Those that cool down stand last, to be asked when their time has come. */
    private Decision sendAgain(RouteRequest request, SoundOffers asked, RoutingTable table) {
        List<RoutedAttempt> attempts = new ArrayList<>();
        List<Waiting> waiting = new ArrayList<>(asked.coolingDown());
        attempts.addAll(attempts(request, ordered(request, asked.sound())));
        for (OriginalModel fallback : request.settings().fallbackModels()) {
            table.catalogue().resolve(fallback.name()).ifPresent((model) -> {
                SoundOffers offers = SoundOffers.of(this.offers.of(new CatalogueModel(model.name()),
                        table.candidates(model), request.call().endpoint()), this.availability);
                attempts.addAll(attempts(request, ordered(request, offers.sound())));
                waiting.addAll(offers.coolingDown());
            });
        }
        if (attempts.isEmpty() && this.whenAllCoolDown == WhenAllCoolDown.REFUSE) {
            return coolingDown(request,
                    waiting.stream().map(Waiting::remaining).min(Duration::compareTo).orElseThrow());
        }
        boolean noneIsSound = attempts.isEmpty();
        waiting.forEach((each) -> attempts
            .add(this.attempts.of(call(request, each.offer()), noneIsSound ? Duration.ZERO : each.remaining())));
        return relay(request, attempts, Ticket.random(this.tickets));
    }

    private List<RoutedAttempt> attempts(RouteRequest request, List<Offer> offers) {
        return offers.stream().map((offer) -> this.attempts.of(call(request, offer), Duration.ZERO)).toList();
    }

    private static Decision coolingDown(RouteRequest request, Duration soonest) {
        return new Decision.Refuse(Rejects.targetsCoolDown(request.model().orElseThrow(), soonest));
    }

    /** Those that speak the call's own API before the others. */
    private List<Offer> ordered(RouteRequest request, List<Offer> offers) {
        Map<Boolean, List<Offer>> own = offers.stream()
            .collect(Collectors.partitioningBy((offer) -> offer.endpoint() == request.call().endpoint()));
        List<Offer> ordered = new ArrayList<>(this.picker.order(own.getOrDefault(true, List.of()), request));
        ordered.addAll(this.picker.order(own.getOrDefault(false, List.of()), request));
        return ordered;
    }

    /** Those whose provider cannot be asked are left out, unless none can. */
    private Decision relay(RouteRequest request, List<RoutedAttempt> attempts, Ticket ticket) {
        List<RoutedAttempt> possible = new ArrayList<>(attempts.size());
        Optional<Reject> refused = Optional.empty();
        for (RoutedAttempt attempt : attempts) {
            Optional<Reject> problem = attempt.problem();
            if (problem.isEmpty()) {
                possible.add(attempt);
            }
            refused = refused.or(() -> problem);
        }
        if (possible.isEmpty()) {
            return new Decision.Refuse(refused.orElseGet(Rejects::internalError));
        }
        possible.stream().skip(1).forEach(RoutedAttempt::forgetTrial);
        return this.relayRoute.of(request, possible, routed(possible.getFirst().call(), ticket, Way.RELAY));
    }

    private static UpstreamCall call(RouteRequest request, Offer offer) {
        return new UpstreamCall(request, offer, offer.provider().keys().next());
    }

    private static Routed routed(UpstreamCall call, Ticket ticket, Way way) {
        return new Routed(ticket, call.offer().model(), call.target(), call.key().map(ProviderKey::name),
                call.request().body().prompt(), Optional.empty(), way,
                ServerAddress.of(call.provider().provider().baseUrl()), call.request().trace());
    }

    /**
     * @param relayUpstream id of the gateway's upstream that leads to the relay
     * @param relayThrough below which the gateway has a route to each provider by its
     * name, for the relay to go by; empty where it goes to providers itself
     */
    public record Setup(String relayUpstream, Optional<URI> relayThrough, WhenAllCoolDown whenAllCoolDown) {
    }

}
