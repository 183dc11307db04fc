package llmgateway.runner.a6;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The prepared configurations.
 *
 * @param maxCount kept at a time; a miss makes APISIX forget the tokens of all routes, so
 * let it be well above the number of routes and consumers with a configuration
 */
@ConfigurationProperties(prefix = "llm.conf-tokens", ignoreUnknownFields = false)
record ConfTokenProperties(@DefaultValue("100000") long maxCount) {

    ConfTokenProperties {
        if (maxCount < 1) {
            throw new IllegalArgumentException("llm.conf-tokens.max-count must be at least 1");
        }
    }

}
