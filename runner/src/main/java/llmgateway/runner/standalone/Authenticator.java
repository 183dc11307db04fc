package llmgateway.runner.standalone;

import java.util.List;
import java.util.Optional;

import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.Headers;

/** Tells by the key in a request's headers who calls. Thread-safe. */
final class Authenticator {

    private static final String BEARER = "Bearer ";

    private final Consumers consumers;

    Authenticator(Consumers consumers) {
        this.consumers = consumers;
    }

    Result authenticate(Headers headers) {
        List<String> authorizations = headers.all("authorization");
        List<String> apiKeys = headers.all("x-api-key");
        if (authorizations.size() > 1 || apiKeys.size() > 1) {
            return new Result.Refused(Rejects.invalidRequest("A key header may be sent once only."));
        }
        Optional<String> bearer = authorizations.stream().findFirst().flatMap(Authenticator::bearer);
        Optional<String> apiKey = apiKeys.stream().findFirst();
        if (!authorizations.isEmpty() && bearer.isEmpty()) {
            return new Result.Refused(Rejects.unauthenticated());
        }
        if (bearer.isPresent() && apiKey.isPresent() && !bearer.equals(apiKey)) {
            return new Result.Refused(
                    Rejects.invalidRequest("Authorization and x-api-key hold different keys; send one of them."));
        }
        return bearer.or(() -> apiKey)
            .flatMap(this.consumers::withKey)
            .<Result>map(Result.Known::new)
            .orElseGet(() -> new Result.Refused(Rejects.unauthenticated()));
    }

    private static Optional<String> bearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip()) : Optional.empty();
    }

    sealed interface Result {

        record Known(Consumer consumer) implements Result {
        }

        record Refused(Reject reject) implements Result {
        }

    }

}
