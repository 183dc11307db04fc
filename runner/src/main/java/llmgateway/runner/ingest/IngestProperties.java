package llmgateway.runner.ingest;

import java.time.Duration;

import llmgateway.runner.http.ListenerSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where APISIX's {@code http-logger} posts to.
 *
 * @param enabled whether the listener opens
 * @param listen address and port; port 0 takes a free one
 * @param key that a post must bring as {@code Authorization: Bearer <key>}:
 * {@code env:NAME}, {@code file:/path} or {@code sha256:} and its hash; may be left out
 * on loopback only
 * @param maxBody largest post
 * @param maxConcurrent posts handled at a time; more are answered with 503
 * @param maxBytes of posts handled at a time, by the lengths they declare; likewise
 * @param maxConnections open at a time; more wait in the system's queue
 * @param idleTimeout after which a connection without traffic is closed
 * @param shutdownGrace for running posts at a stop
 */
@ConfigurationProperties(prefix = "llm.ingest", ignoreUnknownFields = false)
public record IngestProperties(@DefaultValue("true") boolean enabled, @DefaultValue("127.0.0.1:9087") String listen,
        @DefaultValue("") String key, @DefaultValue("64MB") DataSize maxBody, @DefaultValue("256") int maxConcurrent,
        @DefaultValue("256MB") DataSize maxBytes, @DefaultValue("1024") int maxConnections,
        @DefaultValue("60s") Duration idleTimeout, @DefaultValue("20s") Duration shutdownGrace) {

    public IngestProperties {
        if (key.isEmpty() && !ListenerSettings.isLoopback(ListenerSettings.address(listen))) {
            throw new IllegalArgumentException("llm.ingest.key must be given where llm.ingest.listen is not loopback");
        }
        if (maxBody.toBytes() < 1 || maxBody.toBytes() > Integer.MAX_VALUE || maxBytes.compareTo(maxBody) < 0) {
            throw new IllegalArgumentException(
                    "llm.ingest.max-body must be from 1 byte to 2 GB and at most llm.ingest.max-bytes");
        }
        if (maxConcurrent < 1) {
            throw new IllegalArgumentException("llm.ingest.max-concurrent must be at least 1");
        }
    }

    @Override
    public String toString() {
        return "IngestProperties[" + this.listen + "]";
    }

}
