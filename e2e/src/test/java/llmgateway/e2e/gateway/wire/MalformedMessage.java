package llmgateway.e2e.gateway.wire;

/** A message that APISIX might read by luck, but that is not what the protocol says. */
public final class MalformedMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedMessage(String message) {
        super(message);
    }

}
