package llmgateway.budget.autoconfigure;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import llmgateway.budget.rolling.RollingRule;
import llmgateway.budget.rolling.RollingSettings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of llm-budget that hold for all routes.
 *
 * @param organisation whose accounts they are: part of every key in Redis
 * @param file limits that apply to every call, in YAML as the plugin's settings have
 * them; a limit of the same name in a plugin's settings replaces one of these
 * @param reloadInterval time between two looks at whether the file has changed; zero for
 * none
 * @param directLease how long a call that APISIX proxies may go unreported before it is
 * charged at its worst case
 * @param relayLease the same for a call that the relay carries, renewed while it runs
 * @param reaperInterval between two looks for calls that went unreported
 * @param overrideInterval between two looks for overrides that other nodes granted
 * @param journal the directory where this node notes settlements, for when Redis loses
 * some
 * @param rollingHolds how holds grow while answers are streamed
 * @param webhook where budget warnings are posted
 */
@ConfigurationProperties(prefix = "llm.budget", ignoreUnknownFields = false)
public record BudgetProperties(@DefaultValue("default") String organisation, @Nullable Path file,
        @DefaultValue("5s") Duration reloadInterval, @DefaultValue("45m") Duration directLease,
        @DefaultValue("2m") Duration relayLease, @DefaultValue("1s") Duration reaperInterval,
        @DefaultValue("1s") Duration overrideInterval, @Nullable Path journal, @DefaultValue RollingHolds rollingHolds,
        @DefaultValue Webhook webhook) {

    public BudgetProperties {
        if (reloadInterval.isNegative() || directLease.toMillis() < 1 || relayLease.toMillis() < 1
                || reaperInterval.toMillis() < 1 || overrideInterval.toMillis() < 1) {
            throw new IllegalArgumentException("llm.budget: a time is too short");
        }
    }

    Optional<Path> defaults() {
        return Optional.ofNullable(this.file);
    }

    Optional<Path> journalDirectory() {
        return Optional.ofNullable(this.journal);
    }

    /**
     * In output tokens.
     *
     * @param firstSlice held when a call is admitted
     * @param smallestSlice that a hold grows by, unless less is left
     * @param largestSlice that a hold grows by
     * @param pace how long a slice shall last
     * @param hiddenReasoning a regular expression found in the names of models that
     * reason unasked and do not show it, whose calls hold their worst case; not set,
     * those that {@link RollingRule#HIDDEN_REASONING} knows
     */
    public record RollingHolds(@DefaultValue("256") long firstSlice, @DefaultValue("16") long smallestSlice,
            @DefaultValue("8192") long largestSlice, @DefaultValue("1s") Duration pace,
            @Nullable Pattern hiddenReasoning) {

        RollingSettings settings() {
            return new RollingSettings(this.firstSlice, this.smallestSlice, this.largestSlice, this.pace);
        }

        RollingRule rule() {
            return new RollingRule(settings(),
                    Objects.requireNonNullElse(this.hiddenReasoning, RollingRule.HIDDEN_REASONING));
        }

    }

    /**
     * @param url posted to; none without
     * @param authorization the header of that name: {@code env:NAME} or
     * {@code file:/path}
     * @param retryPause before the second attempt; doubled before each of the three
     * further ones
     */
    public record Webhook(@Nullable URI url, @DefaultValue("") String authorization,
            @DefaultValue("1s") Duration retryPause) {

        Optional<URI> address() {
            return Optional.ofNullable(this.url);
        }

    }

}
