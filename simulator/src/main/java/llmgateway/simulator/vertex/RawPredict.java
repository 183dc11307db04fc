package llmgateway.simulator.vertex;

import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.api.RequestBody;
import llmgateway.simulator.wire.Answer;
import org.eclipse.jetty.http.HttpFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code publishers.models.rawPredict} and {@code streamRawPredict} of Claude:
 * Anthropic's operation with the version in the body (Claude API docs, "Claude on Vertex
 * AI"; issue 1038 of anthropic-sdk-typescript for addresses of images and documents).
 */
public final class RawPredict implements Endpoint {

    private static final String VERSION = "anthropic_version";

    private final Endpoint operation;

    private final boolean streamed;

    private final boolean modelInBody;

    private RawPredict(Endpoint operation, boolean streamed, boolean modelInBody) {
        this.operation = operation;
        this.streamed = streamed;
        this.modelInBody = modelInBody;
    }

    public static RawPredict whole(Endpoint messages) {
        return new RawPredict(messages, false, false);
    }

    public static RawPredict streamed(Endpoint messages) {
        return new RawPredict(messages, true, false);
    }

    public static RawPredict counting(Endpoint countTokens) {
        return new RawPredict(countTokens, false, true);
    }

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        Fields body = request.json();
        body.requireOneOf(VERSION, Set.of("vertex-2023-10-16"));
        if (body.find("model").isPresent() != this.modelInBody) {
            throw ApiException.invalid("model",
                    this.modelInBody ? "model: Field required" : "model: Extra inputs are not permitted");
        }
        if (body.bool("stream", false) != this.streamed) {
            throw ApiException.invalid("stream", "stream: does not go with the method");
        }
        if (hasAddress(body.node())) {
            throw ApiException
                .malformed("messages.0.content.0.image.source.base64.data: URL sources are not supported");
        }
        ObjectNode own = ((ObjectNode) body.node()).deepCopy();
        own.remove(VERSION);
        HttpFields headers = HttpFields.build(request.headers()).put("anthropic-version", "2023-06-01").asImmutable();
        return this.operation.answer(new ApiRequest(headers, new RequestBody.Json(own), request.pathParameter(),
                request.faults(), request.usageOverride(), request.seed()));
    }

    private static boolean hasAddress(JsonNode node) {
        if (node.path("source").path("type").asString("").equals("url")) {
            return true;
        }
        for (JsonNode child : node) {
            if (hasAddress(child)) {
                return true;
            }
        }
        return false;
    }

}
