package llmgateway.runner.a6;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;
import llmgateway.runner.pipeline.Pipeline;
import llmgateway.runner.pipeline.PluginChains;
import llmgateway.runner.pipeline.RefusalWriter;
import llmgateway.runner.pipeline.ResponsePipeline;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
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
    A6Lifecycle a6Lifecycle(SocketProperties properties, @Value("${APISIX_LISTEN_ADDRESS:}") String listenAddress,
            ConfTokens tokens, Pipeline requests, ResponsePipeline responses, RefusalWriter refusals) {
        return new A6Lifecycle(properties, properties.pathUnless(listenAddress),
                new FrameHandler(tokens, requests, responses, refusals));
    }

    @Bean
    SocketHealthIndicator socketHealthIndicator(A6Lifecycle lifecycle) {
        return new SocketHealthIndicator(lifecycle);
    }

}
