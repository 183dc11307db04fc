package llmgateway.relay;

import java.io.IOException;

/** Passes one provider's answer on to the client. Used once. */
@FunctionalInterface
interface Passing {

    /**
     * @throws ClientGoneException if the client went; the rest of the answer is unread
     */
    AttemptResult pass(ProviderAnswer answer, ClientAnswer client) throws IOException;

}
