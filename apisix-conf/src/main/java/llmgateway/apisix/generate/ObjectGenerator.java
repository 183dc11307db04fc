package llmgateway.apisix.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.settings.GatewaySettings;

/** Makes every object that the settings ask for. */
public final class ObjectGenerator {

    private final GatewaySettings settings;

    private final List<ProviderUpstream> providers;

    /**
     * @param providers those that get an upstream
     */
    public ObjectGenerator(GatewaySettings settings, List<ProviderUpstream> providers) {
        this.settings = settings;
        this.providers = List.copyOf(providers);
    }

    /**
     * All objects with the label of what is managed, each before those that need it.
     * @throws UnusableSettings if two providers ask for different upstreams of one id
     */
    public List<ApisixObject> generate() throws UnusableSettings {
        List<ApisixObject> objects = new ArrayList<>(new UpstreamObjects(this.settings).of(this.providers));
        ConsumerObjects consumers = new ConsumerObjects();
        this.settings.consumerGroups().forEach((group) -> objects.add(consumers.group(group)));
        this.settings.consumers().forEach((consumer) -> objects.addAll(consumers.of(consumer)));
        ClientRoutes routes = new ClientRoutes(this.settings.ingest(), this.providers);
        this.settings.routes().forEach((route) -> objects.add(routes.of(route)));
        this.settings.internalRoutes()
            .map(InternalRouteObjects::new)
            .ifPresent((internal) -> this.providers.forEach((provider) -> objects.add(internal.to(provider))));
        return objects.stream().map(ApisixObject::managed).sorted(Comparator.comparing(ApisixObject::key)).toList();
    }

}
