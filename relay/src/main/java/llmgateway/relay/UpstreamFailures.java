package llmgateway.relay;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** What a client is told about a failure at a provider. */
final class UpstreamFailures {

    private UpstreamFailures() {
    }

    /** Whether no connection came about, so that nothing was sent. */
    static boolean beforeSending(IOException failure) {
        return switch (failure) {
            case ConnectionRequestTimeoutException ex -> true;
            case ConnectException ex -> true;
            case UnknownHostException ex -> true;
            case NoRouteToHostException ex -> true;
            case SocketTimeoutException ex -> true;
            case SSLException ex -> true;
            default -> false;
        };
    }

    /**
     * @param timedOut whether the relay's own time limit caused the failure
     */
    static Reject reject(IOException failure, boolean timedOut, String provider) {
        if (timedOut) {
            return Rejects.upstreamTimeout(provider);
        }
        return switch (failure) {
            case UpstreamException ex -> ex.reject();
            case ConnectionRequestTimeoutException ex -> Rejects.upstreamBusy(provider);
            // Reads have no time limit of the socket, so these come from connecting and
            // the TLS handshake.
            case ConnectException ex -> Rejects.upstreamUnreachable(provider);
            case UnknownHostException ex -> Rejects.upstreamUnreachable(provider);
            case NoRouteToHostException ex -> Rejects.upstreamUnreachable(provider);
            case SocketTimeoutException ex -> Rejects.upstreamUnreachable(provider);
            case SSLException ex -> Rejects.upstreamUnreachable(provider);
            default -> Rejects.upstreamBroke(provider);
        };
    }

}
