package llmgateway.route.autoconfigure;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import llmgateway.core.price.PriceBook;
import llmgateway.core.trace.CallTracing;
import llmgateway.dialect.request.CallReader;
import llmgateway.dialect.translation.Translations;
import llmgateway.document.DocumentFiles;
import llmgateway.route.balance.RecentFailures;
import llmgateway.route.catalogue.CatalogueReader;
import llmgateway.route.credential.KeyLoader;
import llmgateway.route.decision.ModelOutputs;
import llmgateway.route.decision.Router;
import llmgateway.route.filter.LlmRouteFilter;
import llmgateway.route.live.CatalogueWatch;
import llmgateway.route.live.LiveRoutingTable;
import llmgateway.route.live.RefusedKeys;
import llmgateway.route.settings.SettingsCache;
import llmgateway.route.settings.SettingsReader;
import llmgateway.route.table.RoutingTableBuilder;
import org.springframework.beans.factory.ObjectProvider;
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
    @ConditionalOnMissingBean
    Translations translations() {
        return Translations.all(InstantSource.system());
    }

    @Bean
    LlmRouteFilter llmRouteFilter(LiveRoutingTable table, RecentFailures failures, Translations translations,
            ObjectProvider<PriceBook> prices, ObjectProvider<CallTracing> tracing, RouteProperties properties) {
        RandomGenerator balancing = () -> ThreadLocalRandom.current().nextLong();
        Router router = new Router(failures, balancing, new SecureRandom(), properties.relayUpstream(),
                properties.relayThrough(), translations, outputs(prices));
        return new LlmRouteFilter(new SettingsCache(new SettingsReader()),
                new CallReader(properties.limits().toRequestLimits()), router, table,
                tracing.getIfAvailable(() -> CallTracing.NONE));
    }

    /** Asked for late: the price list is another plugin's. */
    private static ModelOutputs outputs(ObjectProvider<PriceBook> prices) {
        InstantSource clock = InstantSource.system();
        return (model, target) -> Optional.ofNullable(prices.getIfAvailable())
            .map((book) -> book.terms(model, target, clock.instant()).maxOutputTokens())
            .orElse(OptionalLong.empty());
    }

}
