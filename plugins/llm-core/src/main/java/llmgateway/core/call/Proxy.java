package llmgateway.core.call;

/** Who carries a call to its upstream. */
public enum Proxy {

    /** APISIX, or the relay where a plugin steers the call there. */
    GATEWAY,

    /** Only the relay: the standalone gateway has no other. */
    RELAY

}
