package llmgateway.budget.redis;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.ReadMode;

/**
 * Redisson's configuration, with what the time limit demands put over it: no resends, the
 * limit as its timeout, a quick reconnect; and no reads from replicas, which may not know
 * yet what was taken. Everything else (Sentinel, Cluster, TLS, ACL user) is as Redisson's
 * own file says.
 */
public final class RedissonConfigs {

    private static final Duration RECONNECT = Duration.ofMillis(100);

    private static final int IDLE_CONNECTIONS = 8;

    private RedissonConfigs() {
    }

    /**
     * @param address of a single server, {@code redis://host:port} or
     * {@code rediss://host:port}
     */
    public static Config ofAddress(String address, Duration timeLimit) {
        Config config = new Config();
        config.useSingleServer().setAddress(address).setConnectionMinimumIdleSize(IDLE_CONNECTIONS);
        return within(config, timeLimit);
    }

    /**
     * @param file in Redisson's YAML format
     * @throws IOException if it cannot be read or is not that
     */
    public static Config ofFile(Path file, Duration timeLimit) throws IOException {
        return within(Config.fromYAML(file.toFile()), timeLimit);
    }

    private static Config within(Config config, Duration timeLimit) {
        config.setCodec(StringCodec.INSTANCE);
        BaseConfig<?> servers = servers(config);
        servers.setRetryAttempts(0)
            .setTimeout(Math.toIntExact(timeLimit.toMillis()))
            .setReconnectionDelay(new ConstantDelay(RECONNECT));
        if (servers instanceof BaseMasterSlaveServersConfig<?> replicated) {
            replicated.setReadMode(ReadMode.MASTER);
        }
        return config;
    }

    private static BaseConfig<?> servers(Config config) {
        if (config.isSingleConfig()) {
            return config.useSingleServer();
        }
        if (config.isClusterConfig()) {
            return config.useClusterServers();
        }
        if (config.isSentinelConfig()) {
            return config.useSentinelServers();
        }
        try {
            return config.useReplicatedServers();
        }
        catch (IllegalStateException ex) {
            return config.useMasterSlaveServers();
        }
    }

}
