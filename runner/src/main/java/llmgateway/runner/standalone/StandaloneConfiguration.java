package llmgateway.runner.standalone;

import java.util.Optional;

import llmgateway.relay.Relay;
import llmgateway.runner.key.KeySources;
import llmgateway.runner.pipeline.Pipeline;
import llmgateway.runner.pipeline.PluginChains;
import llmgateway.runner.pipeline.RefusalWriter;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the front door where {@code llm.standalone.enabled} says so. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StandaloneProperties.class)
class StandaloneConfiguration {

    @Bean
    @ConditionalOnBooleanProperty("llm.standalone.enabled")
    FrontDoorListener frontDoorListener(StandaloneProperties properties, PluginChains chains, Pipeline pipeline,
            Relay relay, RefusalWriter refusals) {
        KeySources keys = new KeySources((name) -> Optional.ofNullable(System.getenv(name)));
        return new FrontDoorListener(properties, keys, chains, pipeline, relay, refusals);
    }

}
