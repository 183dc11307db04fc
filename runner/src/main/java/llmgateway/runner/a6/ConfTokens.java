package llmgateway.runner.a6;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import llmgateway.runner.pipeline.PluginChains;
import llmgateway.runner.pipeline.PluginConf;
import llmgateway.runner.pipeline.PreparedChain;

/**
 * The prepared configurations, by the token that the gateway names them with. A token is
 * derived from key and configuration, so it means the same after a restart of the runner,
 * when the gateway still uses it. Thread-safe.
 * <p>
 * A token has 32 bits. If two configurations' tokens are equal, the later one takes the
 * next token of its own sequence; among 5,000 configurations that happens at all with a
 * chance of 0.3 %. Only if it does, and the runner is restarted, and the two are then
 * prepared in the other order while the gateway still holds the old tokens, is a call run
 * under the wrong one of the two.
 */
final class ConfTokens {

    private final Cache<Long, Entry> entries;

    private final PluginChains chains;

    /**
     * @param gatewayKeeps how long the gateway keeps a token in one of its two caches;
     * filled one from the other, a worker uses it up to 1.9 times that (APISIX 3.18,
     * {@code init.lua}: a worker's own cache for the whole time, the shared one for 0.9
     * of it)
     */
    ConfTokens(PluginChains chains, Duration gatewayKeeps, long maxCount, Ticker ticker) {
        this.chains = chains;
        this.entries = Caffeine.newBuilder()
            .expireAfterAccess(gatewayKeeps.multipliedBy(2).plusMinutes(1))
            .maximumSize(maxCount)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
    }

    /** Prepares the configuration anew, since what it refers to may have changed. */
    long prepare(PrepareConfRequest request) {
        byte[] identity = identity(request);
        Entry entry = new Entry(identity, this.chains.prepare(request.conf()));
        for (int attempt = 0;; attempt++) {
            long token = token(identity, attempt);
            Entry holder = this.entries.asMap()
                .compute(token, (key, current) -> (current == null || current.isOf(identity)) ? entry : current);
            if (holder == entry) {
                return token;
            }
        }
    }

    Optional<PreparedChain> find(long token) {
        return Optional.ofNullable(this.entries.getIfPresent(token)).map(Entry::chain);
    }

    /** The attempt's token, never 0, which a call without one would carry. */
    private static long token(byte[] identity, int attempt) {
        long token = Integer.toUnsignedLong(
                ByteBuffer.wrap(identity).getInt(attempt % (identity.length / Integer.BYTES) * Integer.BYTES)
                        + attempt / (identity.length / Integer.BYTES));
        return (token != 0) ? token : 1;
    }

    private static byte[] identity(PrepareConfRequest request) {
        MessageDigest digest = sha256();
        add(digest, request.key());
        for (PluginConf conf : request.conf()) {
            add(digest, conf.name());
            add(digest, conf.settings());
        }
        return digest.digest();
    }

    /** Length first, so that no two sequences of texts give the same bytes. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has SHA-256", ex);
        }
    }

    private record Entry(byte[] identity, PreparedChain chain) {

        boolean isOf(byte[] other) {
            return MessageDigest.isEqual(this.identity, other);
        }

    }

}
