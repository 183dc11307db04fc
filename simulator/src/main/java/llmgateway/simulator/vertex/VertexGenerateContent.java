package llmgateway.simulator.vertex;

import java.util.List;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.wire.Answer;

/**
 * Gemini's operations in Vertex AI (Vertex AI REST reference v1; issue 15664 of vercel/ai
 * for the ids of calls).
 */
public final class VertexGenerateContent implements Endpoint {

    private final Endpoint operation;

    /**
     * @param operation of the Gemini API, that tells no ids of calls
     */
    public VertexGenerateContent(Endpoint operation) {
        this.operation = operation;
    }

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        Fields body = request.json();
        for (String unknown : List.of("serviceTier", "store")) {
            if (body.find(unknown).isPresent()) {
                throw unknownName(unknown, "the root");
            }
        }
        for (Fields content : body.objects("contents")) {
            for (Fields part : content.objects("parts")) {
                for (String call : List.of("functionCall", "functionResponse")) {
                    if (part.find(call).isPresent() && part.requireObject(call).find("id").isPresent()) {
                        throw unknownName("id", call);
                    }
                }
            }
        }
        return this.operation.answer(request);
    }

    private static ApiException unknownName(String name, String place) {
        return ApiException.malformed(
                "Invalid JSON payload received. Unknown name \"" + name + "\" at '" + place + "': Cannot find field.");
    }

}
