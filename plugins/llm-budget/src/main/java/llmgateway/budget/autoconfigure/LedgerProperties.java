package llmgateway.budget.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.redis.UsageRetention;
import llmgateway.budget.archive.LedgerSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the ledger, and what reports add up from it, are kept in Redis.
 *
 * @param retention of entries
 * @param hourSums of the sums by hour, past its end
 * @param daySums of the sums by day, past its end, and of what operators changed
 * @param maxSums sums that a period has at most; see {@link UsageRetention#mostSums}
 * @param archive where entries are written before they are dropped
 */
@ConfigurationProperties(prefix = "llm.ledger", ignoreUnknownFields = false)
public record LedgerProperties(@DefaultValue("35d") Duration retention, @DefaultValue("35d") Duration hourSums,
        @DefaultValue("400d") Duration daySums, @DefaultValue("500000") int maxSums, @DefaultValue Archive archive) {

    public LedgerProperties {
        if (retention.toMillis() < 1 || archive.interval().toMillis() < 1) {
            throw new IllegalArgumentException("llm.ledger: a time is too short");
        }
    }

    UsageRetention sums() {
        return new UsageRetention(this.hourSums, this.daySums, this.maxSums);
    }

    LedgerSettings settings(Organisation organisation) {
        return new LedgerSettings(this.retention,
                Optional.ofNullable(this.archive.directory()).map((directory) -> directory.resolve(organisation.id())),
                this.archive.interval());
    }

    /**
     * @param directory with one directory for each organisation; no archive without
     * @param interval between two rounds of archiving, and of dropping what is past its
     * retention
     */
    public record Archive(@Nullable Path directory, @DefaultValue("1m") Duration interval) {
    }

}
