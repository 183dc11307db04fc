package llmgateway.simulator.api;

import llmgateway.simulator.wire.Answer;

/** One operation of an API. Thread-safe. */
public interface Endpoint {

    Answer answer(ApiRequest request) throws ApiException;

}
