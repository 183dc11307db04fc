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
import llmgateway.core.money.Money;
import llmgateway.core.upstream.SharedCooldowns;
import llmgateway.core.upstream.TargetEvents;
import llmgateway.core.usage.Usage;
import llmgateway.route.balance.CallPrice;
import llmgateway.route.balance.Observations;
import llmgateway.route.balance.RecentFailures;
import llmgateway.route.balance.TargetLatency;
import llmgateway.route.balance.TargetLoad;
import llmgateway.route.health.TargetHealth;
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
    TargetHealth targetHealth(LiveRoutingTable table, ObjectProvider<SharedCooldowns> shared,
            ObjectProvider<TargetEvents> events, RouteProperties properties) {
        return new TargetHealth(properties.health().settings(),
                (provider, key) -> table.current()
                    .active(provider)
                    .filter((active) -> key.filter(active.keys()::hasOtherThan).isPresent())
                    .isPresent(),
                shared.getIfAvailable(() -> SharedCooldowns.NONE), events.getIfAvailable(() -> TargetEvents.NONE),
                unsecured(), System::nanoTime);
    }

    @Bean
    TargetLoad targetLoad() {
        return new TargetLoad();
    }

    @Bean
    TargetLatency targetLatency() {
        return new TargetLatency(System::nanoTime);
    }

    @Bean
    Router router(RecentFailures failures, TargetLoad load, TargetLatency latency, TargetHealth health,
            Translations translations, ObjectProvider<PriceBook> prices, RouteProperties properties) {
        return new Router(new Observations(failures, load, latency, callPrice(prices)), health,
                new Router.Setup(properties.relayUpstream(), properties.relayThrough(),
                        properties.health().whenAllCoolDown()),
                unsecured(), new SecureRandom(), translations, outputs(prices));
    }

    @Bean
    LlmRouteFilter llmRouteFilter(LiveRoutingTable table, Router router, ObjectProvider<CallTracing> tracing,
            RouteProperties properties) {
        return new LlmRouteFilter(new SettingsCache(new SettingsReader()),
                new CallReader(properties.limits().toRequestLimits()), router, table,
                tracing.getIfAvailable(() -> CallTracing.NONE));
    }

    private static RandomGenerator unsecured() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    /** Without a price list every target is as cheap as the other. */
    private static CallPrice callPrice(ObjectProvider<PriceBook> prices) {
        InstantSource clock = InstantSource.system();
        return (model, target, input, output) -> Optional.ofNullable(prices.getIfAvailable())
            .map((book) -> book.terms(model, target, clock.instant())
                .price()
                .cost(Usage.ofTokens(input, output), Optional.empty()))
            .orElse(Money.ZERO);
    }

    /** Asked for late: the price list is another plugin's. */
    private static ModelOutputs outputs(ObjectProvider<PriceBook> prices) {
        InstantSource clock = InstantSource.system();
        return (model, target) -> Optional.ofNullable(prices.getIfAvailable())
            .map((book) -> book.terms(model, target, clock.instant()).maxOutputTokens())
            .orElse(OptionalLong.empty());
    }

}
