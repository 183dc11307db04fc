package llmgateway.runner;

import java.util.List;
import java.util.TreeSet;

import llmgateway.core.call.RefusedCalls;
import llmgateway.runner.pipeline.Pipeline;
import llmgateway.runner.pipeline.PluginChains;
import llmgateway.runner.pipeline.RefusalWriter;
import llmgateway.runner.pipeline.RelayHandover;
import llmgateway.runner.pipeline.ResponsePipeline;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The hosted filters, and the pipelines that run calls through them. */
@Configuration(proxyBeanMethods = false)
class PipelineConfiguration {

    private static final Logger log = LoggerFactory.getLogger(PipelineConfiguration.class);

    @Bean
    PluginChains pluginChains(ObjectProvider<PluginFilter> filters) {
        PluginChains chains = new PluginChains(filters.orderedStream().toList());
        log.info("Plugins: {}", new TreeSet<>(chains.names()));
        return chains;
    }

    @Bean
    RefusalWriter refusalWriter() {
        return new DialectRefusals();
    }

    /**
     * @param relay absent where the relay's listener is switched off: its calls are
     * refused
     */
    @Bean
    Pipeline pipeline(RunnerProperties properties, RefusalWriter refusals, ObjectProvider<RelayHandover> relay,
            ObjectProvider<RefusedCalls> listeners) {
        List<RefusedCalls> told = listeners.orderedStream().toList();
        return new Pipeline(properties.callDeadline(), refusals, relay.getIfAvailable(() -> (plan) -> false),
                (call) -> told.forEach((listener) -> listener.refused(call)));
    }

    @Bean
    ResponsePipeline responsePipeline(RunnerProperties properties, RefusalWriter refusals) {
        return new ResponsePipeline(properties.callDeadline(), refusals);
    }

}
