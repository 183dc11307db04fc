package llmgateway.metrics.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import llmgateway.metrics.trace.QueueSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where spans go.
 *
 * @param endpoint of a collector that takes OTLP over HTTP in protobuf; empty for none
 * @param headers sent with each export; values are references, {@code env:NAME} or
 * {@code file:/path}
 * @param sampleRatio the share of traces that begin here to record, 0 to 1
 * @param queueSize how many spans wait at most
 * @param batchSize how many are sent at a time at most
 * @param exportInterval between two exports
 * @param exportTimeout of an export
 * @param propagateToProviders whether providers get {@code traceparent}
 * @param content what of prompts goes into spans
 * @param maxContent of one call's prompt, in UTF-8
 * @param redact further patterns of what is taken out of prompts
 * @param maxAttributeLength of the text of any attribute, in characters
 */
@ConfigurationProperties(prefix = "llm.traces", ignoreUnknownFields = false)
public record TracesProperties(@DefaultValue("") String endpoint, @DefaultValue Map<String, String> headers,
        @DefaultValue("1") double sampleRatio, @DefaultValue("8192") int queueSize, @DefaultValue("512") int batchSize,
        @DefaultValue("1s") Duration exportInterval, @DefaultValue("10s") Duration exportTimeout,
        @DefaultValue("false") boolean propagateToProviders, @DefaultValue("none") Content content,
        @DefaultValue("16KB") DataSize maxContent, @DefaultValue List<Pattern> redact,
        @DefaultValue("1024") int maxAttributeLength) {

    private static final DataSize MOST_CONTENT = DataSize.ofMegabytes(1);

    /** JSON doubles a text of quotes, and has words around it. */
    private static final int JSON_OVERHEAD = 6;

    public TracesProperties {
        headers = Map.copyOf(headers);
        redact = List.copyOf(redact);
        check(sampleRatio >= 0 && sampleRatio <= 1, "sample-ratio must be from 0 to 1");
        check(queueSize >= 1, "queue-size must be at least 1");
        check(batchSize >= 1 && batchSize <= queueSize, "batch-size must be from 1 to queue-size");
        check(exportInterval.isPositive(), "export-interval must be positive");
        check(exportTimeout.isPositive(), "export-timeout must be positive");
        check(maxContent.toBytes() >= 1 && maxContent.compareTo(MOST_CONTENT) <= 0,
                "max-content must be from 1 byte to " + MOST_CONTENT.toMegabytes() + " MB");
        check(maxAttributeLength >= 64, "max-attribute-length must be at least 64");
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("llm.traces." + problem);
        }
    }

    QueueSettings queue() {
        return new QueueSettings(this.queueSize, this.batchSize, this.exportInterval, this.exportTimeout);
    }

    /** In characters, so that a prompt is cut by its own limit alone. */
    int longestText() {
        int content = (this.content == Content.NONE) ? 0 : Math.toIntExact(this.maxContent.toBytes()) * JSON_OVERHEAD;
        return Math.max(this.maxAttributeLength, content);
    }

    /** What of prompts goes into spans. */
    public enum Content {

        NONE, REDACTED

    }

}
