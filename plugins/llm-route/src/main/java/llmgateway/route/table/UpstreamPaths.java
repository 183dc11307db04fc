package llmgateway.route.table;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.call.Endpoint;
import llmgateway.core.http.QueryArgument;
import llmgateway.core.model.RequestModel;
import llmgateway.dialect.format.Platform;
import llmgateway.route.catalogue.ModelName;
import llmgateway.route.catalogue.Provider;
import llmgateway.route.catalogue.ProviderApi;

/** Where a provider serves its endpoints. Immutable. */
public final class UpstreamPaths {

    /** Makes Gemini stream events and not the elements of an array. */
    private static final QueryArgument EVENTS = new QueryArgument("alt", Optional.of("sse"));

    private final String base;

    private final ProviderApi api;

    private final Set<Endpoint> endpoints;

    private final Optional<String> apiVersion;

    UpstreamPaths(Provider provider) {
        this.base = provider.baseUrl().getPath();
        this.api = provider.api();
        this.endpoints = provider.endpoints();
        this.apiVersion = provider.apiVersion();
    }

    /**
     * Whether the provider has the endpoint for the model, and a path to it can be made
     * with the model.
     */
    boolean has(Endpoint endpoint, RequestModel model) {
        return this.endpoints.contains(endpoint) && isFor(endpoint, model)
                && (!isDeployment(endpoint) || ModelName.isPathSegment(model.name()));
    }

    /** A provider that serves nothing else has models of that kind alone. */
    private boolean isFor(Endpoint endpoint, RequestModel model) {
        return !InvokedModel.decides(endpoint) || this.endpoints.size() == 1 || InvokedModel.speaks(endpoint, model);
    }

    /**
     * @param endpoint one that the provider {@link #has}
     * @param streamed whether the answer is wanted as events
     */
    public UpstreamLocation location(Endpoint endpoint, RequestModel model, boolean streamed) {
        if (!this.endpoints.contains(endpoint)) {
            throw new IllegalArgumentException("the provider does not serve " + endpoint);
        }
        String path = start(endpoint) + ((this.api.platform() == Platform.VERTEX_AI) ? VertexPath.of(endpoint, streamed)
                : EndpointPath.of(endpoint, streamed));
        return UpstreamLocation.of(path.replace(EndpointPath.MODEL, segment(model)), argument(endpoint, streamed));
    }

    private String start(Endpoint endpoint) {
        if (this.api != ProviderApi.AZURE_OPENAI) {
            return this.base;
        }
        if (isLaidOutLikeOpenAi()) {
            return this.base + "/openai/v1";
        }
        return this.base + "/openai" + (isDeployment(endpoint) ? "/deployments/" + EndpointPath.MODEL : "");
    }

    private Optional<QueryArgument> argument(Endpoint endpoint, boolean streamed) {
        if (endpoint == Endpoint.GENERATE_CONTENT) {
            return streamed ? Optional.of(EVENTS) : Optional.empty();
        }
        return this.apiVersion.filter((version) -> !isLaidOutLikeOpenAi())
            .map((version) -> new QueryArgument("api-version", Optional.of(version)));
    }

    /**
     * Whether the model stands in the path as Azure's deployment. Azure OpenAI REST API
     * reference: of the dated API only responses have their model in the body.
     */
    private boolean isDeployment(Endpoint endpoint) {
        return this.api == ProviderApi.AZURE_OPENAI && !isLaidOutLikeOpenAi() && endpoint != Endpoint.RESPONSES;
    }

    private boolean isLaidOutLikeOpenAi() {
        return this.apiVersion.filter(ProviderApi.AZURE_V1::equals).isPresent();
    }

    /**
     * Names hold no space, which alone the encoding of forms has another way for. The
     * versions of models at Vertex AI begin with an at sign, which may stand as it is.
     */
    private static String segment(RequestModel model) {
        return URLEncoder.encode(model.name(), StandardCharsets.UTF_8).replace("%7E", "~").replace("%40", "@");
    }

}
