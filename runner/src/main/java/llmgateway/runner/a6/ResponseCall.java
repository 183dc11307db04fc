package llmgateway.runner.a6;

import llmgateway.core.http.Headers;

/** An upstream's response. */
record ResponseCall(long requestId, long confToken, int status, Headers headers) {
}
