package llmgateway.route.autoconfigure;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import llmgateway.dialect.request.CallReader;
import llmgateway.document.DocumentFiles;
import llmgateway.route.balance.RecentFailures;
import llmgateway.route.catalogue.CatalogueReader;
import llmgateway.route.credential.KeyLoader;
import llmgateway.route.decision.Router;
import llmgateway.route.filter.LlmRouteFilter;
import llmgateway.route.live.CatalogueWatch;
import llmgateway.route.live.LiveRoutingTable;
import llmgateway.route.live.RefusedKeys;
import llmgateway.route.settings.SettingsCache;
import llmgateway.route.settings.SettingsReader;
import llmgateway.route.table.RoutingTableBuilder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Contributes the plugin {@code llm-route}. */
@AutoConfiguration
@EnableConfigurationProperties({ CatalogueProperties.class, RouteProperties.class })
public class LlmRouteAutoConfiguration {

    @Bean
    DocumentFiles catalogueFiles(CatalogueProperties properties) {
        return new DocumentFiles(CatalogueReader.SHIPPED, properties.shipped(), properties.file());
    }

    @Bean
    @ConditionalOnMissingBean
    KeyLoader keyLoader() {
        return new KeyLoader((variable) -> Optional.ofNullable(System.getenv(variable)));
    }

    @Bean
    LiveRoutingTable liveRoutingTable(DocumentFiles files, KeyLoader keys) {
        return new LiveRoutingTable(files, new RoutingTableBuilder(keys, InstantSource.system()));
    }

    @Bean
    CatalogueWatch catalogueWatch(DocumentFiles files, LiveRoutingTable table, CatalogueProperties properties) {
        CatalogueWatch watch = new CatalogueWatch(files, table, properties.reloadInterval());
        if (properties.reloadInterval().isPositive()) {
            watch.start();
        }
        return watch;
    }

    @Bean
    RecentFailures recentFailures(RouteProperties properties) {
        return new RecentFailures(properties.failureWindow(), InstantSource.system());
    }

    @Bean
    RefusedKeys refusedKeys(LiveRoutingTable table, RouteProperties properties) {
        return new RefusedKeys(table, properties.keyCooldown());
    }

    @Bean
    LlmRouteFilter llmRouteFilter(LiveRoutingTable table, RecentFailures failures, RouteProperties properties) {
        RandomGenerator balancing = () -> ThreadLocalRandom.current().nextLong();
        Router router = new Router(failures, balancing, new SecureRandom(), properties.relayUpstream(),
                properties.relayThrough());
        return new LlmRouteFilter(new SettingsCache(new SettingsReader()),
                new CallReader(properties.limits().toRequestLimits()), router, table);
    }

}
