package llmgateway.runner.pipeline;

import llmgateway.core.http.RequestHead;

/** A request that waits for the filters' decision. */
public interface CallSource extends ExtraInfo {

    RequestHead head();

    /**
     * The client's address as the gateway sees it: dotted IPv4, or IPv6 in RFC 5952's
     * lower-case form; empty where unknown.
     */
    String remoteAddress();

    /** The gateway's own number for the request, for debugging; 0 where it has none. */
    default long requestId() {
        return 0;
    }

    /** The token the configuration was prepared under; 0 where there is none. */
    default long confToken() {
        return 0;
    }

}
