package llmgateway.quickstart;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Someone who may call the gateway.
 *
 * @param key made for this run
 * @param routeSettings settings of llm-route as JSON
 * @param budgetSettings settings of llm-budget as JSON
 */
record DemoConsumer(String name, String key, String routeSettings, String budgetSettings) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static DemoConsumer create(String name, String routeSettings, String budgetSettings) {
        byte[] bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        return new DemoConsumer(name, "sk-" + name + "-" + HexFormat.of().formatHex(bytes), routeSettings,
                budgetSettings);
    }

    /** The key as the gateway's configuration holds it. */
    String keyHash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(this.key.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform has SHA-256", ex);
        }
    }

}
