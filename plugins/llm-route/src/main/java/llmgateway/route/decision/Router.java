package llmgateway.route.decision;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import llmgateway.core.call.Call;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Proxy;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.Rejects;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.ProviderKey;
import llmgateway.core.upstream.RelayPlan.UsageChunk;
import llmgateway.core.upstream.Routed;
import llmgateway.dialect.request.BodyEdits;
import llmgateway.route.balance.FailureHistory;
import llmgateway.route.catalogue.ResolvedModel;
import llmgateway.route.catalogue.StreamUsage;
import llmgateway.route.settings.RouteSettings.UsageChunkRule;
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

    private final RelayRoute relayRoute;

    private final ModelListing modelListing = new ModelListing();

    private final RandomGenerator tickets;

    /**
     * @param balancing picks among targets
     * @param tickets must be unpredictable
     * @param relayUpstream id of the gateway's upstream that leads to the relay
     * @param relayThrough below which the gateway has a route to each provider by its
     * name, for the relay to go by; empty where it goes to providers itself
     */
    public Router(FailureHistory failures, RandomGenerator balancing, RandomGenerator tickets, String relayUpstream,
            Optional<URI> relayThrough) {
        this.picker = new TargetPicker(failures, balancing);
        this.tickets = tickets;
        this.relayRoute = new RelayRoute(relayUpstream, relayThrough);
    }

    public Decision decide(RouteRequest request, RoutingTable table) {
        Call call = request.call();
        return switch (call.endpoint()) {
            case MODELS, ANTHROPIC_MODELS ->
                this.modelListing.list(call.endpoint().dialect(), request.settings().models(), table);
            case MODEL,
                    ANTHROPIC_MODEL ->
                call.model()
                    .map((asked) -> this.modelListing.one(asked, call.endpoint().dialect(), request.settings().models(),
                            table))
                    .orElseGet(() -> new Decision.Refuse(Rejects.missingModel()));
            default -> route(request, table);
        };
    }

    private Decision route(RouteRequest request, RoutingTable table) {
        Optional<OriginalModel> asked = request.call().model().or(() -> request.settings().defaultModel());
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
        List<Candidate> serving = serving(active, request.call().endpoint());
        if (serving.isEmpty()) {
            return notServed(asked.get(), active);
        }
        return send(request, new CatalogueModel(resolved.get().name()), this.picker.pick(serving, request));
    }

    private static List<Candidate> serving(List<Candidate> candidates, Endpoint endpoint) {
        List<Candidate> serving = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            if (candidate.provider().serves(endpoint, candidate.model())) {
                serving.add(candidate);
            }
        }
        return serving;
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
        if (served.isEmpty()) {
            return new Decision.Refuse(Rejects.unknownModel(asked));
        }
        return new Decision.Refuse(Rejects.endpointNotServed(asked,
                served.stream()
                    .map((endpoint) -> "/v1" + EndpointPath.of(endpoint))
                    .collect(Collectors.joining(", "))));
    }

    private Decision send(RouteRequest request, CatalogueModel model, Candidate candidate) {
        boolean askForUsage = mustAskForUsage(request, candidate);
        boolean hideUsage = askForUsage && request.settings().usageChunk() == UsageChunkRule.HIDDEN;
        BodyEdits edits = new BodyEdits(rename(request.call(), candidate), askForUsage);
        UpstreamCall call = new UpstreamCall(request, candidate, candidate.provider().keys().next(), edits,
                request.body().edited(edits));
        Ticket ticket = Ticket.random(this.tickets);
        if (request.proxy() == Proxy.RELAY || hideUsage) {
            return this.relayRoute.of(call, routed(call, ticket, model, RelayRoute.WAY),
                    hideUsage ? UsageChunk.HIDDEN : UsageChunk.PASSED_ON);
        }
        return DirectRoute.of(call, routed(call, ticket, model, DirectRoute.WAY));
    }

    private static Routed routed(UpstreamCall call, Ticket ticket, CatalogueModel model, String way) {
        return new Routed(ticket, model, call.target(), call.key().map(ProviderKey::name),
                call.request().body().prompt(), Optional.empty(), way);
    }

    private static Optional<RequestModel> rename(Call call, Candidate candidate) {
        boolean same = call.model().filter((asked) -> asked.name().equals(candidate.model().name())).isPresent();
        return same ? Optional.empty() : Optional.of(candidate.model());
    }

    private static boolean mustAskForUsage(RouteRequest request, Candidate candidate) {
        Call call = request.call();
        boolean knowsStreamOptions = call.endpoint() == Endpoint.CHAT_COMPLETIONS
                || call.endpoint() == Endpoint.COMPLETIONS;
        return call.stream() && knowsStreamOptions && !request.body().asksForUsage()
                && request.settings().usageChunk() != UsageChunkRule.NOT_ASKED
                && candidate.provider().provider().streamUsage() == StreamUsage.ASKED;
    }

}
