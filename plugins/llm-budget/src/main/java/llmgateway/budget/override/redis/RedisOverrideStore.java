package llmgateway.budget.override.redis;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.redisson.api.RMap;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.override.LimitOverride;
import llmgateway.budget.override.OverrideStore;
import llmgateway.budget.redis.RedisConnection;

/**
 * The hash {@code llm:{<organisation>}:overrides}: account to {@code <amount> <until>
 * <note>}. Thread-safe.
 */
public final class RedisOverrideStore implements OverrideStore {

    private static final Logger logger = LoggerFactory.getLogger(RedisOverrideStore.class);

    private final RedisConnection connection;

    private final String key;

    public RedisOverrideStore(RedisConnection connection, Organisation organisation) {
        this.connection = connection;
        this.key = "llm:{" + organisation.id() + "}:overrides";
    }

    @Override
    public boolean put(LimitOverride override) {
        String text = override.amount() + " " + override.until() + " " + override.note();
        return asked((map) -> map.fastPut(override.account().value(), text)).isPresent();
    }

    @Override
    public boolean remove(AccountName account) {
        return asked((map) -> map.fastRemove(account.value())).isPresent();
    }

    @Override
    public Optional<Collection<LimitOverride>> all() {
        return asked(RMap::readAllMap).map(RedisOverrideStore::read);
    }

    private <R> Optional<R> asked(Function<RMap<String, String>, R> question) {
        try {
            return this.connection.client()
                .map((client) -> question.apply(client.getMap(this.key, StringCodec.INSTANCE)));
        }
        catch (RuntimeException ex) {
            logger.debug("overrides cannot be read or written: {}", ex.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Collection<LimitOverride> read(Map<String, String> entries) {
        List<LimitOverride> overrides = new ArrayList<>();
        entries.forEach((account, text) -> {
            String[] parts = text.split(" ", 3);
            try {
                overrides.add(new LimitOverride(new AccountName(account), Long.parseLong(parts[0]),
                        Instant.parse(parts[1]), parts[2]));
            }
            catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException ex) {
                logger.warn("the override of {} cannot be read and does not count", account);
            }
        });
        return overrides;
    }

}
