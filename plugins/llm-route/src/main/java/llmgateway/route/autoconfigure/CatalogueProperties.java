package llmgateway.route.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the catalogue comes from.
 *
 * @param shipped whether the catalogue that comes with the gateway is laid beneath
 * @param file the operator's own files, laid over it in order
 * @param reloadInterval time between two looks at whether a file has changed; zero for
 * none
 */
@ConfigurationProperties(prefix = "llm.catalogue", ignoreUnknownFields = false)
public record CatalogueProperties(@DefaultValue("true") boolean shipped, @DefaultValue List<Path> file,
        @DefaultValue("5s") Duration reloadInterval) {

    public CatalogueProperties {
        file = List.copyOf(file);
        if (reloadInterval.isNegative()) {
            throw new IllegalArgumentException("llm.catalogue.reload-interval must not be negative");
        }
    }

}
