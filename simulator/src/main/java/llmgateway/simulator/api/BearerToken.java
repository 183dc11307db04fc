package llmgateway.simulator.api;

import java.util.Optional;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** A key in the header {@code Authorization}. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {
    }

    public static Optional<String> of(HttpFields headers) {
        return Optional.ofNullable(headers.get(HttpHeader.AUTHORIZATION))
            .filter((value) -> value.startsWith(SCHEME))
            .map((value) -> value.substring(SCHEME.length()));
    }

}
