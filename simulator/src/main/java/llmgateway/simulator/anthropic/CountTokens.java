package llmgateway.simulator.anthropic;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.wire.Answer;

/** {@code POST /v1/messages/count_tokens}. */
public final class CountTokens implements Endpoint {

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        long words = MessageRequest.readForCount(request).prompt().inputTokens();
        return Answer.json(Json.object().put("input_tokens", request.usage(words, 0).input()));
    }

}
