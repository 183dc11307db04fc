package llmgateway.budget.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where budgets and the ledger are kept.
 *
 * @param address of a single server, {@code redis://host:port} or {@code rediss://...};
 * neither this nor a file: in this process' memory, gone when it ends
 * @param file Redisson's YAML, for Sentinel, Cluster, TLS and ACL users
 * @param timeLimit how long a call waits for one answer
 * @param patience how long a start waits for the first connection before it goes on
 * without
 * @param epochFile where this node remembers, across its restarts, which data it has
 * seen, so that it knows a wiped Redis from a new one
 */
@ConfigurationProperties(prefix = "llm.redis", ignoreUnknownFields = false)
public record RedisProperties(@DefaultValue("") String address, @Nullable Path file,
        @DefaultValue("200ms") Duration timeLimit, @DefaultValue("2s") Duration patience, @Nullable Path epochFile) {

    public RedisProperties {
        if (!address.isEmpty() && file != null) {
            throw new IllegalArgumentException("llm.redis has an address or a file, not both");
        }
        if (!address.isEmpty() && !address.startsWith("redis://") && !address.startsWith("rediss://")) {
            throw new IllegalArgumentException("llm.redis.address begins with redis:// or rediss://");
        }
        if (timeLimit.toMillis() < 1 || patience.isNegative()) {
            throw new IllegalArgumentException("llm.redis: a time is too short");
        }
    }

    boolean isConfigured() {
        return !this.address.isEmpty() || this.file != null;
    }

    Optional<Path> configFile() {
        return Optional.ofNullable(this.file);
    }

    Optional<Path> epochs() {
        return Optional.ofNullable(this.epochFile);
    }

}
