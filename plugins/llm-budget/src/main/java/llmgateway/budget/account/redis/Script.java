package llmgateway.budget.account.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The Lua scripts, one a verb. */
enum Script {

    HOLD("common", "accounts", "placing", "hold"), RESIZE("common", "accounts", "placing", "resize"),
    EXTEND("common", "extend"), SETTLE("common", "closing", "usage", "charging", "settle"),
    RELEASE("common", "closing", "release"), EXPIRE("common", "closing", "usage", "charging", "expire"),
    RESTORE("common", "closing", "usage", "charging", "restore"), FIND("common", "find"),
    OPEN_TICKETS("common", "open_tickets"), BALANCES("common", "accounts", "balances"),
    ADJUST("common", "accounts", "adjust"), KEEP("common", "keeping", "keep"),
    ARCHIVED("common", "keeping", "archived"), TRIM("common", "trim"), EPOCH("common", "epoch"),
    BEGIN("common", "begin");

    private final String source;

    private final String sha1;

    Script(String... parts) {
        StringBuilder joined = new StringBuilder();
        for (String part : parts) {
            joined.append(read(part + ".lua")).append('\n');
        }
        this.source = joined.toString();
        this.sha1 = sha1(this.source);
    }

    String source() {
        return this.source;
    }

    /** By which Redis finds the script. */
    String sha1() {
        return this.sha1;
    }

    private static String read(String file) {
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("script " + file + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
