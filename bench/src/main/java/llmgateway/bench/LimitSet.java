package llmgateway.bench;

import java.time.Duration;
import java.util.List;

import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.limit.settings.LimitsReader;
import llmgateway.budget.limit.settings.LimitsReading;

/**
 * Limits on a call, wide enough to refuse none, and the plain buckets that count the
 * same.
 *
 * @param json as the plugin's settings have them
 * @param plain in the order they are asked
 */
record LimitSet(int size, String json, List<PlainBucket> plain) {

    private static final Duration MONTH = Duration.ofDays(30);

    /** Of input and output together: {@link Calls#AT_MOST}. */
    private static final long TOKENS = Calls.AT_MOST.totalTokens();

    private static final long NANO_DOLLARS = 2_000_000;

    private static final PlainBucket REQUESTS = new PlainBucket("requests", true, 1_000_000_000, Duration.ofMinutes(1),
            1);

    private static final PlainBucket CONSUMER_TOKENS = new PlainBucket("tokens", true, 1_000_000_000,
            Duration.ofSeconds(1), TOKENS);

    private static final PlainBucket CONSUMER_MONEY = new PlainBucket("money", true, 1_000_000_000_000_000L, MONTH,
            NANO_DOLLARS);

    static final LimitSet ONE = new LimitSet(1, """
            {"limits": {
              "1-requests": {"limit_by": "consumer", "requests": 1000000000, "per": "minute"}
            }}
            """, List.of(REQUESTS));

    static final LimitSet THREE = new LimitSet(3, """
            {"limits": {
              "3-requests": {"limit_by": "consumer", "requests": 1000000000, "per": "minute"},
              "3-tokens": {"limit_by": "consumer", "tokens": 1000000000, "per": "second"},
              "3-money": {"limit_by": "consumer", "usd": 1000000, "per": "month"}
            }}
            """, List.of(REQUESTS, CONSUMER_TOKENS, CONSUMER_MONEY));

    static final LimitSet SEVEN = new LimitSet(7, """
            {"limits": {
              "7-requests": {"limit_by": "consumer", "requests": 1000000000, "per": "minute"},
              "7-tokens": {"limit_by": "consumer", "tokens": 1000000000, "per": "second"},
              "7-all-requests": {"limit_by": "organisation", "requests": 1000000000, "per": "minute"},
              "7-all-tokens": {"limit_by": "organisation", "tokens": 1000000000, "per": "second"},
              "7-money": {"limit_by": "consumer", "usd": 1000000, "per": "month"},
              "7-all-money": {"limit_by": "organisation", "usd": 1000000, "per": "month"},
              "7-parallel": {"limit_by": "consumer", "concurrent_calls": 1000000}
            }}
            """, List.of(REQUESTS, CONSUMER_TOKENS, REQUESTS.ofAll(), CONSUMER_TOKENS.ofAll(), CONSUMER_MONEY,
            CONSUMER_MONEY.ofAll(), new PlainBucket("parallel", true, 1_000_000, Duration.ofSeconds(1), 1)));

    LimitSettings settings() {
        return switch (new LimitsReader(LimitSettings.NONE).readJson(this.json)) {
            case LimitsReading.Usable(LimitSettings settings) -> settings;
            case LimitsReading.Faulty faulty -> throw new IllegalStateException(faulty.problems().toString());
        };
    }

    /**
     * @param byConsumer whether each consumer has one, or all have one together
     * @param capacity refilled evenly in the period
     * @param amount that a call takes
     */
    record PlainBucket(String name, boolean byConsumer, long capacity, Duration period, long amount) {

        PlainBucket ofAll() {
            return new PlainBucket(this.name, false, this.capacity, this.period, this.amount);
        }

    }

}
