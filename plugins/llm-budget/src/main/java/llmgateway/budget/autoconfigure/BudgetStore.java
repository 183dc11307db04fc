package llmgateway.budget.autoconfigure;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import llmgateway.budget.account.AccountEvents;
import llmgateway.budget.account.Accounts;
import llmgateway.budget.cooldown.RedisCooldowns;
import llmgateway.core.upstream.SharedCooldowns;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.memory.InMemoryAccounts;
import llmgateway.budget.account.redis.RedisAccounts;
import llmgateway.budget.account.redis.RedisAccountsSettings;
import llmgateway.budget.account.redis.RedisUsageBook;
import llmgateway.budget.account.redis.UsageRetention;
import llmgateway.budget.archive.KeptLedger;
import llmgateway.budget.override.MemoryOverrideStore;
import llmgateway.budget.override.OverrideStore;
import llmgateway.budget.override.redis.RedisOverrideStore;
import llmgateway.budget.rate.RateBuckets;
import llmgateway.budget.rate.memory.InMemoryRateBuckets;
import llmgateway.budget.rate.redis.RateSettings;
import llmgateway.budget.rate.redis.RedisRateBuckets;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.budget.redis.RedissonConfigs;
import llmgateway.budget.warning.MemoryWarnedOnce;
import llmgateway.budget.warning.WarnedOnce;
import llmgateway.budget.warning.redis.RedisWarnedOnce;
import llmgateway.core.ledger.UsageBook;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that budgets keep, in Redis or, where none is configured, in this process. */
final class BudgetStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BudgetStore.class);

    private static final Duration COOLDOWNS_TOLD = Duration.ofSeconds(1);

    private static final Duration REMEMBERED = RedisAccountsSettings.DEFAULT.remembered();

    private final Organisation organisation;

    private final Accounts accounts;

    private final RateBuckets buckets;

    private final UsageBook usageBook;

    private final Optional<KeptLedger> ledger;

    private final OverrideStore overrides;

    private final WarnedOnce warnedOnce;

    private final SharedCooldowns cooldowns;

    private final Deque<AutoCloseable> opened;

    private BudgetStore(Organisation organisation, Accounts accounts, RateBuckets buckets, UsageBook usageBook,
            Optional<KeptLedger> ledger, OverrideStore overrides, WarnedOnce warnedOnce, SharedCooldowns cooldowns,
            Deque<AutoCloseable> opened) {
        this.organisation = organisation;
        this.accounts = accounts;
        this.buckets = buckets;
        this.usageBook = usageBook;
        this.ledger = ledger;
        this.overrides = overrides;
        this.warnedOnce = warnedOnce;
        this.cooldowns = cooldowns;
        this.opened = opened;
    }

    /**
     * @throws IOException if Redisson's file cannot be read
     */
    static BudgetStore open(RedisProperties redis, UsageRetention usage, Organisation organisation,
            AccountEvents events, InstantSource clock) throws IOException {
        return redis.isConfigured() ? inRedis(redis, usage, organisation, events, clock)
                : inMemory(organisation, clock);
    }

    private static BudgetStore inRedis(RedisProperties redis, UsageRetention usage, Organisation organisation,
            AccountEvents events, InstantSource clock) throws IOException {
        Config config = redis.configFile().isPresent()
                ? RedissonConfigs.ofFile(redis.configFile().get(), redis.timeLimit())
                : RedissonConfigs.ofAddress(redis.address(), redis.timeLimit());
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        RedisConnection connection = RedisConnection.open(config, redis.patience());
        opened.push(connection);
        RedisAccountsSettings settings = RedisAccountsSettings.DEFAULT.withTimeLimit(redis.timeLimit())
            .withUsage(usage);
        RedisAccounts accounts = RedisAccounts.open(connection,
                redis.epochs().map(settings::withEpochFile).orElse(settings), events);
        opened.push(accounts);
        RedisRateBuckets buckets = RedisRateBuckets.open(connection, organisation,
                RateSettings.DEFAULT.withTimeLimit(redis.timeLimit()), events);
        opened.push(buckets);
        RedisCooldowns cooldowns = RedisCooldowns.start(connection, organisation, COOLDOWNS_TOLD);
        opened.push(cooldowns);
        return new BudgetStore(organisation, accounts, buckets, new RedisUsageBook(connection, organisation, usage),
                Optional.of(accounts.ledger(organisation)), new RedisOverrideStore(connection, organisation),
                new RedisWarnedOnce(connection, organisation, clock), cooldowns, opened);
    }

    private static BudgetStore inMemory(Organisation organisation, InstantSource clock) {
        log.warn("No Redis is configured (llm.redis.address): what is used and spent is counted in this process alone"
                + " and forgotten when it ends");
        InMemoryAccounts accounts = new InMemoryAccounts(clock, REMEMBERED, (line) -> {
        });
        return new BudgetStore(organisation, accounts, new InMemoryRateBuckets(System::nanoTime),
                accounts.usageBook(organisation), Optional.empty(), new MemoryOverrideStore(), new MemoryWarnedOnce(),
                SharedCooldowns.NONE, new ArrayDeque<>());
    }

    /** Takes what the store holds now for the truth. */
    boolean begin() {
        return !(this.accounts instanceof RedisAccounts redis) || redis.begin(this.organisation).isEmpty();
    }

    Organisation organisation() {
        return this.organisation;
    }

    Accounts accounts() {
        return this.accounts;
    }

    RateBuckets buckets() {
        return this.buckets;
    }

    UsageBook usageBook() {
        return this.usageBook;
    }

    /** Empty where the ledger has no stream: then the last entries are in memory. */
    Optional<KeptLedger> ledger() {
        return this.ledger;
    }

    OverrideStore overrides() {
        return this.overrides;
    }

    WarnedOnce warnedOnce() {
        return this.warnedOnce;
    }

    SharedCooldowns cooldowns() {
        return this.cooldowns;
    }

    @Override
    public void close() throws Exception {
        while (!this.opened.isEmpty()) {
            this.opened.pop().close();
        }
    }

}
