package llmgateway.budget.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.config.Config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RedissonConfigsTest {

    @TempDir
    private Path directory;

    @Test
    void sentinelFilePassesThroughButForResendsTimeoutAndReadsFromReplicas() throws IOException {
        Config config = read("""
                username: gateway
                sentinelServersConfig:
                  masterName: budget
                  sentinelAddresses: ["rediss://sentinel-1:26379", "rediss://sentinel-2:26379"]
                  retryAttempts: 4
                  timeout: 3000
                  database: 2
                  readMode: SLAVE
                """);

        String effective = config.toYAML();
        assertThat(effective).contains("masterName: \"budget\"", "rediss://sentinel-2:26379", "database: 2",
                "username: \"gateway\"", "retryAttempts: 0", "timeout: 200", "readMode: \"MASTER\"");
    }

    @Test
    void clusterFilePassesThrough() throws IOException {
        Config config = read("""
                clusterServersConfig:
                  nodeAddresses: ["redis://node-1:7000", "redis://node-2:7000"]
                """);

        assertThat(config.toYAML()).contains("redis://node-2:7000", "retryAttempts: 0", "timeout: 200",
                "readMode: \"MASTER\"");
    }

    @Test
    void replicatedFilePassesThrough() throws IOException {
        Config config = read("""
                replicatedServersConfig:
                  nodeAddresses: ["redis://node-1:7000"]
                """);

        assertThat(config.toYAML()).contains("replicatedServersConfig", "retryAttempts: 0");
    }

    @Test
    void unreadableFileIsAnError() {
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> RedissonConfigs.ofFile(this.directory.resolve("absent"), Duration.ofMillis(200)));
    }

    private Config read(String yaml) throws IOException {
        return RedissonConfigs.ofFile(Files.writeString(this.directory.resolve("redisson.yaml"), yaml),
                Duration.ofMillis(200));
    }

}
