package llmgateway.budget.redis;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.connection.ConnectionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redisson, connected in the background: neither a start nor a call waits for a Redis
 * that is away. Safe for use by many threads.
 */
public final class RedisConnection implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(RedisConnection.class);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);

    private final Config config;

    private final Thread connecting;

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private volatile @Nullable RedissonClient client;

    private volatile boolean closed;

    private RedisConnection(Config config) {
        this.config = config;
        this.connecting = Thread.ofVirtual().name("llm-redis-connect").unstarted(this::connect);
    }

    /**
     * @param config from {@link RedissonConfigs}
     * @param patience how long to wait for the first connection before going on without
     */
    public static RedisConnection open(Config config, Duration patience) {
        RedisConnection connection = new RedisConnection(config);
        connection.connecting.start();
        try {
            connection.connecting.join(patience);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return connection;
    }

    /**
     * @param listener called when a server is reached again, on a thread of the client's:
     * must return at once
     */
    public void addReconnectListener(Runnable listener) {
        this.listeners.add(listener);
    }

    public void removeReconnectListener(Runnable listener) {
        this.listeners.remove(listener);
    }

    /** The client once it has connected for the first time. */
    public Optional<RedissonClient> client() {
        return Optional.ofNullable(this.client);
    }

    private void connect() {
        boolean complained = false;
        while (!this.closed) {
            try {
                RedissonClient connected = Redisson.create(this.config);
                tellListeners(connected);
                this.client = connected;
                logger.info("connected to Redis");
                if (this.closed) {
                    shutDown(connected);
                }
                return;
            }
            catch (RuntimeException ex) {
                if (!complained) {
                    logger.warn("Redis cannot be reached; going on without until it can: {}", ex.toString());
                    complained = true;
                }
            }
            try {
                Thread.sleep(BETWEEN_ATTEMPTS);
            }
            catch (InterruptedException ex) {
                return;
            }
        }
    }

    private void tellListeners(RedissonClient connected) {
        ((Redisson) connected).getServiceManager().getConnectionEventsHub().addListener(new ConnectionListener() {

            @Override
            public void onConnect(InetSocketAddress address) {
                RedisConnection.this.listeners.forEach(Runnable::run);
            }

            @Override
            public void onDisconnect(InetSocketAddress address) {
                // noticed by the next call
            }

        });
    }

    @Override
    public void close() {
        this.closed = true;
        this.connecting.interrupt();
        RedissonClient connected = this.client;
        if (connected != null) {
            shutDown(connected);
        }
    }

    private static void shutDown(RedissonClient client) {
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }

}
