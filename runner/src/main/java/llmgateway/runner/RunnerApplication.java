package llmgateway.runner;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * The plugin runner. Hosts every {@code PluginFilter} bean it finds: those of
 * auto-configurations on the class path, those in the package where the official runner
 * looks for them, and those in the packages that {@code llm.plugins.packages} names.
 */
@SpringBootApplication(scanBasePackages = { "llmgateway.runner", "org.apache.apisix.plugin.runner.filter",
        "${llm.plugins.packages:}" })
@ConfigurationPropertiesScan
public class RunnerApplication {

    public static void main(String[] args) {
        SpringApplication.run(RunnerApplication.class, args);
    }

}
