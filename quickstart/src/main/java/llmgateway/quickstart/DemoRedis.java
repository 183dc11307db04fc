package llmgateway.quickstart;

import java.io.IOException;
import java.util.Optional;

import redis.embedded.RedisServer;

/** A Redis of its own, which keeps nothing on disk. */
final class DemoRedis implements AutoCloseable {

    private final RedisServer server;

    private final int port;

    private DemoRedis(RedisServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * @return empty where no Redis is at hand for this system
     */
    static Optional<DemoRedis> start() {
        int port = FreePort.any();
        try {
            RedisServer server = RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .port(port)
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
            server.start();
            return Optional.of(new DemoRedis(server, port));
        }
        catch (IOException | RuntimeException ex) {
            return Optional.empty();
        }
    }

    String address() {
        return "127.0.0.1:" + this.port;
    }

    @Override
    public void close() {
        try {
            this.server.stop();
        }
        catch (IOException ex) {
            throw new IllegalStateException("Redis did not stop", ex);
        }
    }

}
