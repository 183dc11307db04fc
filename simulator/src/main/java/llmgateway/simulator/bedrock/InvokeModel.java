package llmgateway.simulator.bedrock;

import java.util.Map;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.wire.Answer;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /model/{modelId}/invoke} of embedding models, which are known by their
 * names; models that fail, by what they are sent.
 */
public final class InvokeModel implements Endpoint {

    private final InvokedEmbedding titan = new TitanEmbedding();

    private final InvokedEmbedding cohere = new CohereEmbedding();

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        InvokedEmbedding.Made made = embedding(request).of(request);
        Map<String, String> told = request.faults().has(Fault.NO_USAGE) ? Map.of()
                : Map.of("x-amzn-bedrock-input-token-count", Long.toString(made.inputTokens()));
        return new Answer.Json(200, told, made.body());
    }

    private InvokedEmbedding embedding(ApiRequest request) throws ApiException {
        String model = request.model();
        if (model.contains("amazon.titan-embed-text")) {
            return this.titan;
        }
        if (model.contains("cohere.embed-")) {
            return this.cohere;
        }
        if (model.startsWith("sim-fault-")) {
            return request.json().find("inputText").isPresent() ? this.titan : this.cohere;
        }
        throw ApiException.malformed("The simulator has no model " + model + " to invoke.");
    }

    /** The body of one family of models. */
    interface InvokedEmbedding {

        Made of(ApiRequest request) throws ApiException;

        record Made(long inputTokens, ObjectNode body) {
        }

        static int width(long asked, Set<Long> possible, String field) throws ApiException {
            if (!possible.contains(asked)) {
                throw ApiException.malformed("Malformed input request: #/" + field + ": " + asked
                        + " is not a valid enum value, please reformat your input and try again.");
            }
            return (int) asked;
        }

    }

}
