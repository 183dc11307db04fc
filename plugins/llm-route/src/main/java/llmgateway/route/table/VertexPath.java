package llmgateway.route.table;

import llmgateway.core.call.Endpoint;

/**
 * The paths at Vertex AI: what follows the location. Sources: Vertex AI REST reference
 * v1, {@code projects.locations.publishers.models}; anthropic-java-vertex 3.12.0, which
 * names no model where it counts tokens.
 */
final class VertexPath {

    private static final String GOOGLE = "/publishers/google";

    private static final String CLAUDE = "/publishers/anthropic/models/" + EndpointPath.MODEL;

    private VertexPath() {
    }

    /** The path, beginning with a slash; may hold {@link EndpointPath#MODEL}. */
    static String of(Endpoint endpoint, boolean streamed) {
        return switch (endpoint) {
            case MESSAGES -> CLAUDE + (streamed ? ":streamRawPredict" : ":rawPredict");
            case COUNT_TOKENS -> "/publishers/anthropic/models/count-tokens:rawPredict";
            default -> GOOGLE + EndpointPath.of(endpoint, streamed);
        };
    }

}
