package llmgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Objects;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode.InfoSection;
import org.redisson.api.redisnode.RedisNodes;
import redis.embedded.RedisServer;

import llmgateway.budget.redis.RedissonConfigs;

/** A real Redis on this machine that keeps nothing on disk, and what it counts. */
final class BenchRedis implements AutoCloseable {

    /** So that a machine in use by others measures slow and not away. */
    static final Duration TIME_LIMIT = Duration.ofSeconds(5);

    private final RedisServer server;

    private final String address;

    private final RedissonClient client;

    private BenchRedis(RedisServer server, String address) {
        this.server = server;
        this.address = address;
        this.client = Redisson.create(RedissonConfigs.ofAddress(address, TIME_LIMIT));
    }

    static BenchRedis start() {
        try (ServerSocket free = new ServerSocket(0)) {
            int port = free.getLocalPort();
            free.close();
            RedisServer server = RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .port(port)
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
            server.start();
            return new BenchRedis(server, "redis://127.0.0.1:" + port);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    String address() {
        return this.address;
    }

    /** A client like the gateway's, with connections of its own. */
    RedissonClient client() {
        return this.client;
    }

    String version() {
        return info(InfoSection.SERVER, "redis_version");
    }

    /**
     * How often Redis has read a request: commands of a script do not count, as they do
     * among the commands processed.
     */
    long requestsRead() {
        return Long.parseLong(info(InfoSection.STATS, "total_reads_processed"));
    }

    /** In bytes. */
    long memory() {
        return Long.parseLong(info(InfoSection.MEMORY, "used_memory"));
    }

    private String info(InfoSection section, String field) {
        return Objects
            .requireNonNull(this.client.getRedisNodes(RedisNodes.SINGLE).getInstance().info(section).get(field), field);
    }

    @Override
    public void close() throws IOException {
        this.client.shutdown();
        this.server.stop();
    }

}
