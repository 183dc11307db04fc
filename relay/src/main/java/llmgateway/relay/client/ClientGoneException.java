package llmgateway.relay.client;

import java.io.IOException;

/** Writing to the client failed, as opposed to reading from the provider. */
public final class ClientGoneException extends IOException {

    private static final long serialVersionUID = 1L;

    ClientGoneException(IOException cause) {
        super(cause);
    }

}
