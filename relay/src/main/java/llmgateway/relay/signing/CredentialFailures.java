package llmgateway.relay.signing;

import java.io.IOException;
import java.util.Optional;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.Retryable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Tells why there are no credentials, in words that hold no secret. */
final class CredentialFailures {

    private CredentialFailures() {
    }

    static String told(Throwable failure) {
        return switch (failure) {
            // Not what the service said: that may quote what it was sent.
            case SdkServiceException ex -> "AWS answered with status " + ex.statusCode();
            case HttpResponseException ex -> "Google answered with status " + ex.getStatusCode();
            case SdkClientException ex when ex.getCause() == null -> String.valueOf(ex.getMessage());
            case IOException ex when ex.getCause() == null && !(ex instanceof Retryable) ->
                String.valueOf(ex.getMessage());
            default -> Optional.ofNullable(failure.getCause())
                .map(CredentialFailures::told)
                .orElseGet(() -> failure.getClass().getName());
        };
    }

}
