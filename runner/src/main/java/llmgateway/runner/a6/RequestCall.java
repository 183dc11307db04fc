package llmgateway.runner.a6;

import llmgateway.core.http.RequestHead;

/**
 * A client's request.
 *
 * @param requestId the gateway's number for debugging; it comes round again
 * @param remoteAddress empty for a client on a Unix socket
 */
record RequestCall(long requestId, long confToken, RequestHead head, String remoteAddress) {
}
