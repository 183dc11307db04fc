package llmgateway.runner;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where further plugin filters are found.
 *
 * @param packages searched for {@code @Component} filters, subpackages included
 */
@ConfigurationProperties(prefix = "llm.plugins", ignoreUnknownFields = false)
public record PluginProperties(@DefaultValue List<String> packages) {

    public PluginProperties {
        packages = List.copyOf(packages);
    }

}
