package llmgateway.runner.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * The keys of which a caller must send one as {@code Authorization: Bearer <key>}.
 * Immutable.
 */
public final class BearerKeys {

    private static final String BEARER = "Bearer ";

    private final List<KeyHash> keys;

    public BearerKeys(List<KeyHash> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Takes a time that says nothing of the keys.
     * @param authorizations the values of the request's {@code Authorization} headers
     */
    public boolean admit(List<String> authorizations) {
        if (authorizations.size() != 1
                || !authorizations.getFirst().regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        KeyHash sent = KeyHash.of(authorizations.getFirst().substring(BEARER.length()).strip());
        boolean admitted = false;
        for (KeyHash key : this.keys) {
            admitted |= MessageDigest.isEqual(bytes(key), bytes(sent));
        }
        return admitted;
    }

    private static byte[] bytes(KeyHash hash) {
        return hash.hex().getBytes(StandardCharsets.US_ASCII);
    }

}
