package llmgateway.simulator.gemini;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.wire.Answer;

/** {@code models.countTokens}. */
public final class CountGeminiTokens implements Endpoint {

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        long words = GenerateContentRequest.read(request).prompt().inputTokens();
        return Answer.json(Json.object().put("totalTokens", request.usage(words, 0).input()));
    }

}
