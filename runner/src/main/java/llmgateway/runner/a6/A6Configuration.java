package llmgateway.runner.a6;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;
import llmgateway.runner.handover.FixedPort;
import llmgateway.runner.pipeline.Pipeline;
import llmgateway.runner.pipeline.PluginChains;
import llmgateway.runner.pipeline.RefusalWriter;
import llmgateway.runner.pipeline.ResponsePipeline;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The side of the runner that APISIX talks to. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("${llm.socket.enabled:!${llm.standalone.enabled:false}}")
class A6Configuration {

    /**
     * @param expireSeconds how long APISIX keeps a token; it sets the variable for a
     * runner that it starts, and uses 3600 in any case (APISIX 3.18)
     */
    @Bean
    ConfTokens confTokens(PluginChains chains, ConfTokenProperties properties,
            @Value("${APISIX_CONF_EXPIRE_TIME:3600}") long expireSeconds) {
        return new ConfTokens(chains, Duration.ofSeconds(expireSeconds), properties.maxCount(), Ticker.systemTicker());
    }

    @Bean
    ClaimLifecycle claimLifecycle(SocketProperties properties,
            @Value("${APISIX_LISTEN_ADDRESS:}") String listenAddress) {
        return new ClaimLifecycle(properties, properties.pathUnless(listenAddress),
                properties.takesOver(!listenAddress.isEmpty()));
    }

    @Bean
    A6Lifecycle a6Lifecycle(SocketProperties properties, ClaimLifecycle claim, ConfTokens tokens, Pipeline requests,
            ResponsePipeline responses, RefusalWriter refusals, ObjectProvider<FixedPort> ports,
            ConfigurableApplicationContext context) {
        return new A6Lifecycle(properties, claim, new FrameHandler(tokens, requests, responses, refusals),
                ports.orderedStream().toList(), context::close);
    }

    @Bean
    @ConditionalOnExpression("'${APISIX_LISTEN_ADDRESS:}' != ''")
    OrphanWatch orphanWatch(SocketProperties properties, ConfigurableApplicationContext context) {
        return new OrphanWatch(properties.shutdownGrace(), context::close);
    }

    @Bean
    SocketHealthIndicator socketHealthIndicator(A6Lifecycle lifecycle) {
        return new SocketHealthIndicator(lifecycle);
    }

}
