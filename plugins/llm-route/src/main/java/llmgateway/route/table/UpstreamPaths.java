package llmgateway.route.table;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.call.Endpoint;
import llmgateway.core.model.RequestModel;
import llmgateway.route.catalogue.ModelName;
import llmgateway.route.catalogue.Provider;
import llmgateway.route.catalogue.ProviderApi;

/** Where a provider serves its endpoints. Immutable. */
public final class UpstreamPaths {

    private final Map<Endpoint, PathTemplate> templates = new EnumMap<>(Endpoint.class);

    private final Optional<String> apiVersion;

    UpstreamPaths(Provider provider) {
        for (Endpoint endpoint : provider.endpoints()) {
            this.templates.put(endpoint, template(provider, endpoint));
        }
        this.apiVersion = provider.apiVersion().filter((version) -> !version.equals(ProviderApi.AZURE_V1));
    }

    /**
     * Whether the provider has the endpoint and a path to it can be made with the model.
     */
    boolean has(Endpoint endpoint, RequestModel model) {
        PathTemplate template = this.templates.get(endpoint);
        return template != null && (!template.holdsModel() || ModelName.isPathSegment(model.name()));
    }

    /**
     * The path from the host's root.
     * @param endpoint one that the provider {@link #has}
     */
    public String path(Endpoint endpoint, RequestModel model) {
        PathTemplate template = this.templates.get(endpoint);
        if (template == null) {
            throw new IllegalArgumentException("the provider does not serve " + endpoint);
        }
        return template.holdsModel() ? template.start() + model.name() + template.end() : template.start();
    }

    /** The value of the query argument {@code api-version}. */
    public Optional<String> apiVersion() {
        return this.apiVersion;
    }

    private static PathTemplate template(Provider provider, Endpoint endpoint) {
        String base = provider.baseUrl().getPath();
        String path = EndpointPath.of(endpoint);
        if (provider.api() != ProviderApi.AZURE_OPENAI) {
            return PathTemplate.fixed(base + path);
        }
        if (provider.apiVersion().filter(ProviderApi.AZURE_V1::equals).isPresent()) {
            return PathTemplate.fixed(base + "/openai/v1" + path);
        }
        // Azure OpenAI REST API reference: of the dated API only this one has its model
        // in the body.
        if (endpoint == Endpoint.RESPONSES) {
            return PathTemplate.fixed(base + "/openai" + path);
        }
        return new PathTemplate(base + "/openai/deployments/", path, true);
    }

    private record PathTemplate(String start, String end, boolean holdsModel) {

        static PathTemplate fixed(String path) {
            return new PathTemplate(path, "", false);
        }

    }

}
