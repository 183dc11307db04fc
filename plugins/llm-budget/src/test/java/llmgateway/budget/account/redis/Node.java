package llmgateway.budget.account.redis;

import java.time.Duration;

import org.redisson.config.Config;

import llmgateway.budget.account.AccountEvents;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.budget.redis.RedissonConfigs;

/** One runner's accounts: a client of its own, as another process would have. */
record Node(RedisConnection connection, RedisAccounts accounts) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Generous, so that a busy machine does not pass for a dead Redis. */
    private static final RedisAccountsSettings PATIENT = RedisAccountsSettings.DEFAULT
        .withTimeLimit(Duration.ofSeconds(10));

    static Node on(String address) {
        return on(address, PATIENT);
    }

    static Node on(String address, RedisAccountsSettings settings) {
        return with(RedissonConfigs.ofAddress(address, settings.timeLimit()), settings);
    }

    static Node with(Config config, RedisAccountsSettings settings) {
        RedisConnection connection = RedisConnection.open(config, PATIENCE);
        return new Node(connection, RedisAccounts.open(connection, settings, AccountEvents.NONE));
    }

    @Override
    public void close() {
        this.accounts.close();
        this.connection.close();
    }

}
