package llmgateway.relay.provider;

import java.io.IOException;

import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** What a client is told about a failure at a provider. */
public final class UpstreamFailures {

    private UpstreamFailures() {
    }

    /**
     * @param timedOut whether the relay's own time limit caused the failure
     * @param sent whether any of the request may have been sent
     */
    public static Reject reject(IOException failure, boolean timedOut, boolean sent, String provider) {
        if (timedOut) {
            return Rejects.upstreamTimeout(provider);
        }
        return switch (failure) {
            case UpstreamException ex -> ex.reject();
            case ConnectionRequestTimeoutException ex -> Rejects.upstreamBusy(provider);
            default -> sent ? Rejects.upstreamBroke(provider) : Rejects.upstreamUnreachable(provider);
        };
    }

}
