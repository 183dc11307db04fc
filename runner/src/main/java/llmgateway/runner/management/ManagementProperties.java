package llmgateway.runner.management;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may use the management endpoints.
 *
 * @param key that a request must bring as {@code Authorization: Bearer <key>}:
 * {@code env:NAME}, {@code file:/path} with one key a line, or {@code sha256:} and its
 * hash. Without one, only clients on this machine are let in
 * @param page whether the page is served
 */
@ConfigurationProperties(prefix = "llm.management", ignoreUnknownFields = false)
public record ManagementProperties(@DefaultValue("") String key, @DefaultValue("true") boolean page) {

    @Override
    public String toString() {
        return "ManagementProperties[" + (this.key.isEmpty() ? "no key" : "a key") + "]";
    }

}
