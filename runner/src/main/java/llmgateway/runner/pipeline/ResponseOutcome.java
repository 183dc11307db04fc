package llmgateway.runner.pipeline;

import llmgateway.core.http.Headers;

/** What became of an upstream's response. */
public sealed interface ResponseOutcome {

    /**
     * @param status 0 leaves it as it is
     * @param headers where there is one, APISIX sends these and none of the upstream's
     * @param body empty leaves it as it is
     */
    record Answer(int status, Headers headers, byte[] body) implements ResponseOutcome {
    }

    /** As {@link Outcome.Abandoned}. */
    record Abandoned() implements ResponseOutcome {
    }

}
