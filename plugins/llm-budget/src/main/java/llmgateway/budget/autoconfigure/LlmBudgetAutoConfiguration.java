package llmgateway.budget.autoconfigure;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import llmgateway.budget.account.Organisation;
import llmgateway.budget.admission.AdmissionSettings;
import llmgateway.budget.admission.Admitter;
import llmgateway.budget.admission.HoldGrowth;
import llmgateway.budget.admission.LimitsInUse;
import llmgateway.budget.admission.LocalAccounts;
import llmgateway.budget.archive.LedgerKeeper;
import llmgateway.budget.archive.LedgerSettings;
import llmgateway.budget.estimate.ModelTokenCounter;
import llmgateway.budget.estimate.UsageBound;
import llmgateway.budget.filter.LimitsCache;
import llmgateway.budget.filter.LlmBudgetFilter;
import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.management.BudgetManagement;
import llmgateway.budget.management.Budgets;
import llmgateway.budget.override.OverrideRefresh;
import llmgateway.budget.override.Overrides;
import llmgateway.budget.rate.memory.InMemoryRateBuckets;
import llmgateway.budget.settlement.HeldEntry;
import llmgateway.budget.settlement.SettlementNode;
import llmgateway.budget.settlement.SettlementSettings;
import llmgateway.budget.settlement.Stores;
import llmgateway.budget.settlement.journal.JournalSettings;
import llmgateway.budget.warning.BudgetWarning;
import llmgateway.budget.warning.WarningListener;
import llmgateway.budget.warning.Warnings;
import llmgateway.budget.warning.WarningWebhook;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.ledger.Settlements;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.price.PriceBook;
import llmgateway.core.upstream.SharedCooldowns;
import llmgateway.core.secret.Secret;
import llmgateway.core.secret.SecretReference;
import llmgateway.core.price.TokenCounter;
import llmgateway.document.FileWatch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Contributes the plugin {@code llm-budget}, and what settles calls and keeps the ledger.
 */
@AutoConfiguration
@EnableConfigurationProperties({ RedisProperties.class, BudgetProperties.class, EstimateProperties.class,
        LedgerProperties.class })
public class LlmBudgetAutoConfiguration {

    private static final int MOST_WARNINGS_WAITING = 1000;

    @Bean
    LocalAccounts localAccounts() {
        return new LocalAccounts(InstantSource.system());
    }

    @Bean
    BudgetStore budgetStore(RedisProperties redis, BudgetProperties properties, LedgerProperties ledger,
            ObjectProvider<BudgetEvents> events, LocalAccounts localAccounts) throws IOException {
        return BudgetStore.open(redis, ledger.sums(), new Organisation(properties.organisation()),
                new BudgetAccountEvents(events.getIfAvailable(() -> BudgetEvents.NONE), localAccounts::beginAnew),
                InstantSource.system());
    }

    @Bean
    @ConditionalOnMissingBean
    UsageBook usageBook(BudgetStore store) {
        return store.usageBook();
    }

    @Bean
    SharedCooldowns sharedCooldowns(BudgetStore store) {
        return store.cooldowns();
    }

    @Bean
    LedgerKeeping ledgerKeeping(BudgetStore store, LedgerProperties properties, ObjectProvider<BudgetEvents> events) {
        LedgerSettings settings = properties.settings(store.organisation());
        if (store.ledger().isEmpty() && settings.archive().isPresent()) {
            throw new IllegalStateException("llm.ledger.archive.directory is set, but there is no ledger to archive:"
                    + " without Redis (llm.redis.address) only the last entries are kept, in memory");
        }
        return new LedgerKeeping(store.ledger()
            .map((ledger) -> LedgerKeeper.start(ledger, settings, events.getIfAvailable(() -> BudgetEvents.NONE))));
    }

    @Bean
    SettlementNode settlementNode(BudgetStore store, LocalAccounts localAccounts, BudgetProperties properties,
            ObjectProvider<BudgetEvents> events) {
        SettlementSettings settings = new SettlementSettings(properties.reaperInterval(),
                SettlementSettings.DEFAULT.mostWaiting(), SettlementSettings.DEFAULT.leaseWithoutLimits(),
                SettlementSettings.DEFAULT.longestRenewed(), properties.journalDirectory().map(JournalSettings::in));
        return SettlementNode.open(
                new Stores(store.organisation(), store.accounts(), store.buckets(), localAccounts::current), settings,
                events.getIfAvailable(() -> BudgetEvents.NONE), InstantSource.system());
    }

    @Bean
    @ConditionalOnMissingBean
    Settlements settlements(SettlementNode node) {
        return node.settlements();
    }

    @Bean
    LimitsCache limitsCache(BudgetProperties properties) {
        return new LimitsCache(
                properties.defaults().map((file) -> new DefaultLimits(file).read()).orElse(LimitSettings.NONE));
    }

    @Bean
    DefaultLimitsWatch defaultLimitsWatch(BudgetProperties properties, LimitsCache limits) {
        Optional<FileWatch> watch = properties.defaults()
            .filter((file) -> properties.reloadInterval().isPositive())
            .map((file) -> new FileWatch("limits", () -> List.of(file),
                    () -> new DefaultLimits(file).reloadInto(limits), properties.reloadInterval()));
        watch.ifPresent(FileWatch::start);
        return new DefaultLimitsWatch(watch);
    }

    @Bean
    Overrides overrides() {
        return new Overrides();
    }

    @Bean
    OverrideRefresh overrideRefresh(BudgetStore store, Overrides overrides, BudgetProperties properties) {
        return OverrideRefresh.start(store.overrides(), overrides, properties.overrideInterval());
    }

    @Bean
    WarningListener warningEvents(ObjectProvider<BudgetEvents> events) {
        BudgetEvents told = events.getIfAvailable(() -> BudgetEvents.NONE);
        return (warning) -> told.warned(warning.limit(), warning.account().value(), warning.percent());
    }

    @Bean
    WarningPosting warningPosting(BudgetProperties properties) {
        return new WarningPosting(properties.webhook()
            .address()
            .map((address) -> new WarningWebhook(address, authorization(properties.webhook()),
                    properties.webhook().retryPause())));
    }

    private static Optional<Secret> authorization(BudgetProperties.Webhook webhook) {
        return webhook.authorization().isEmpty() ? Optional.empty()
                : Optional.of(new SecretReference(webhook.authorization())
                    .resolve((name) -> Optional.ofNullable(System.getenv(name))));
    }

    /** Warnings are told by one thread: they are few, and none is urgent. */
    @Bean(destroyMethod = "shutdownNow")
    ThreadPoolExecutor budgetWarningExecutor() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WARNINGS_WAITING),
                Thread.ofPlatform().daemon().name("llm-budget-warnings").factory());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Bean
    Warnings warnings(BudgetStore store, List<WarningListener> listeners, ThreadPoolExecutor budgetWarningExecutor) {
        return new Warnings(store.warnedOnce(), listeners, budgetWarningExecutor);
    }

    @Bean
    LimitsInUse limitsInUse() {
        return new LimitsInUse();
    }

    @Bean
    Admitter admitter(BudgetStore store, LocalAccounts localAccounts, LimitsInUse limitsInUse, Overrides overrides,
            Warnings warnings, SettlementNode settlements, TokenCounter tokens, ObjectProvider<BudgetEvents> events,
            BudgetProperties properties) {
        return new Admitter(store.organisation(), new Admitter.Counters(store.accounts(), store.buckets()),
                new Admitter.LocalCounters(localAccounts, new InMemoryRateBuckets(System::nanoTime)), limitsInUse,
                overrides, warnings, HeldEntry::write, settlements,
                new HoldGrowth.Means(properties.rollingHolds().settings(), tokens),
                events.getIfAvailable(() -> BudgetEvents.NONE),
                new AdmissionSettings(properties.directLease(), properties.relayLease()));
    }

    @Bean
    BudgetManagement budgetManagement(BudgetStore store, Overrides overrides, LimitsCache limits) {
        return new BudgetManagement(store.organisation(), store.accounts(), store.buckets(), store.overrides(),
                overrides, limits, store::begin, InstantSource.system());
    }

    @Bean
    Budgets budgets(LimitsInUse limits, BudgetManagement management, UsageBook usage) {
        return new Budgets(limits, management, usage, InstantSource.system());
    }

    @Bean
    UsageBound usageBound(EstimateProperties properties) {
        return new UsageBound(properties.settings());
    }

    @Bean
    TokenCounter tokenCounter(UsageBound usageBound, PriceBook prices) {
        return new ModelTokenCounter(usageBound, prices, InstantSource.system());
    }

    @Bean
    LlmBudgetFilter llmBudgetFilter(LimitsCache limits, PriceBook prices, UsageBound usageBound, Admitter admitter,
            Settlements settlements, BudgetProperties properties) {
        return new LlmBudgetFilter(limits, prices, usageBound, properties.rollingHolds().rule(), admitter, settlements,
                InstantSource.system());
    }

    /** Nothing to close where no file is watched. */
    record DefaultLimitsWatch(Optional<FileWatch> watch) implements AutoCloseable {

        @Override
        public void close() {
            this.watch.ifPresent(FileWatch::close);
        }

    }

    /** Nothing to keep where the ledger is in memory. */
    record LedgerKeeping(Optional<LedgerKeeper> keeper) implements AutoCloseable {

        @Override
        public void close() {
            this.keeper.ifPresent(LedgerKeeper::close);
        }

    }

    /** Nothing to post to where no address is set. */
    record WarningPosting(Optional<WarningWebhook> webhook) implements WarningListener, AutoCloseable {

        @Override
        public void warned(BudgetWarning warning) {
            this.webhook.ifPresent((post) -> post.warned(warning));
        }

        @Override
        public void close() {
            this.webhook.ifPresent(WarningWebhook::close);
        }

    }

}
