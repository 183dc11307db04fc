package llmgateway.runner.standalone;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.Headers;

/** Tells by the key in a request's headers who calls. Thread-safe. */
final class Authenticator {

    private static final String AUTHORIZATION = "authorization";

    /** By which the SDKs of OpenAI, Anthropic and Google send theirs. */
    private static final List<String> KEY_HEADERS = List.of(AUTHORIZATION, "x-api-key", "x-goog-api-key");

    private static final String BEARER = "Bearer ";

    private final Consumers consumers;

    Authenticator(Consumers consumers) {
        this.consumers = consumers;
    }

    Result authenticate(Headers headers) {
        Set<String> keys = new LinkedHashSet<>();
        for (String name : KEY_HEADERS) {
            List<String> values = headers.all(name);
            if (values.size() > 1) {
                return new Result.Refused(Rejects.invalidRequest("A key header may be sent once only."));
            }
            for (String value : values) {
                Optional<String> key = name.equals(AUTHORIZATION) ? bearer(value) : Optional.of(value);
                if (key.isEmpty()) {
                    return new Result.Refused(Rejects.unauthenticated());
                }
                keys.add(key.get());
            }
        }
        if (keys.size() > 1) {
            return new Result.Refused(
                    Rejects.invalidRequest(String.join(", ", KEY_HEADERS) + " hold different keys; send one of them."));
        }
        return keys.stream()
            .findFirst()
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
