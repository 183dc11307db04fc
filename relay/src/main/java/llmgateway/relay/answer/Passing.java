package llmgateway.relay.answer;

import java.io.IOException;

import llmgateway.relay.client.ClientAnswer;
import llmgateway.relay.provider.ProviderAnswer;

/** Passes one provider's answer on to the client. Used once. */
@FunctionalInterface
public interface Passing {

    /**
     * @throws ClientGoneException if the client went; the rest of the answer is unread
     */
    AttemptResult pass(ProviderAnswer answer, ClientAnswer client) throws IOException;

}
