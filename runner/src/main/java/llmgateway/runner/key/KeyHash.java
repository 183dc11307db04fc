package llmgateway.runner.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A key that a caller must know, as the SHA-256 that stands for it. Looking one up takes
 * a time that says nothing of the keys that exist.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record KeyHash(String hex) {

    public static KeyHash of(String key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return new KeyHash(HexFormat.of().formatHex(sha256.digest(key.getBytes(StandardCharsets.UTF_8))));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has SHA-256", ex);
        }
    }

    @Override
    public String toString() {
        return "KeyHash[" + this.hex.substring(0, 8) + "...]";
    }

}
