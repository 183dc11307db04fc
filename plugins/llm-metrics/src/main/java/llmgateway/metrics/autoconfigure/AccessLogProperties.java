package llmgateway.metrics.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The access log.
 *
 * @param enabled whether every finished call is written to the logger {@code llm.access}
 */
@ConfigurationProperties(prefix = "llm.access-log", ignoreUnknownFields = false)
public record AccessLogProperties(@DefaultValue("false") boolean enabled) {
}
