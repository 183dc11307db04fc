package llmgateway.budget.account.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.UsageBookContract;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageBook.Granularity;
import llmgateway.core.ledger.UsageKey;
import llmgateway.core.ledger.UsageResult.Away;
import llmgateway.core.ledger.UsageRow;

import static org.assertj.core.api.Assertions.assertThat;

class RedisUsageBookTest extends UsageBookContract {

    private static final int MOST_SUMS = 60;

    private static final UsageRetention KEPT = new UsageRetention(Duration.ofDays(35), Duration.ofDays(400), MOST_SUMS);

    private static RedisProcess redis;

    private static Node node;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        node = Node.on(redis.address(),
                RedisAccountsSettings.DEFAULT.withTimeLimit(Duration.ofSeconds(10)).withUsage(KEPT));
    }

    @AfterAll
    static void stop() {
        node.close();
        redis.close();
    }

    @Override
    protected Accounts accounts() {
        return node.accounts();
    }

    @Override
    protected UsageBook book(Organisation organisation) {
        return new RedisUsageBook(node.connection(), organisation, KEPT);
    }

    @Test
    void P19_callersWhoMakeUpModelsAndTagsAreCountedTogetherPastAMeasure() {
        for (int i = 0; i < 100; i++) {
            settle("0.01", alice("model", "model-" + i, "tags", "tag-" + i));
        }

        for (Granularity granularity : Granularity.values()) {
            List<UsageRow> rows = rows(granularity);
            assertThat(rows).hasSizeLessThan(MOST_SUMS);
            assertThat(rows.stream().mapToLong((row) -> row.sums().calls()).sum()).isEqualTo(100);
            assertThat(rows).filteredOn((row) -> otherOf(granularity, row.key()).equals(UsageKey.OTHER))
                .singleElement()
                .satisfies((row) -> assertThat(row.key().consumer()).isEqualTo("alice"));
        }
    }

    @Test
    void countsThatCannotBeKeptDoNotKeepACallFromSettling() {
        Instant now = Instant.now();
        for (Instant start : List.of(now, now.plus(Duration.ofHours(1)))) {
            redis.command("SET", key(UsageHash.HOUR, start), "no hash");
            redis.command("SET", key(UsageHash.TAG, start), "no hash");
        }

        settle("0.01", alice("tags", "beta"));

        assertThat(RedisLedger.read(redis, organisation())).hasSize(1);
    }

    @Test
    void sumsAreForgottenInTheEnd() {
        settle("0.01", alice("tags", "beta"));

        for (UsageHash hash : UsageHash.values()) {
            long days = (hash == UsageHash.HOUR) ? 35 : 400;
            assertThat(redis
                .keys("llm:{" + organisation().id() + "}:usage:" + hash.key(Instant.EPOCH).split(":")[1] + ":*"))
                .singleElement()
                .satisfies((key) -> assertThat((Long) redis.command("PTTL", key))
                    .isBetween(Duration.ofDays(days).toMillis(), Duration.ofDays(days + 1).toMillis()));
        }
    }

    @Test
    void scriptsNameDaysAsTheCalendarDoes() throws IOException {
        int days = 60_000;
        String dates = (String) redis.command("EVAL", lua() + """
                local dates = {}
                for day = 0, tonumber(ARGV[1]) - 1 do
                  dates[#dates + 1] = dateOf(day)
                end
                return table.concat(dates, ' ')""", "0", Integer.toString(days));

        assertThat(dates).isEqualTo(IntStream.range(0, days)
            .mapToObj((day) -> LocalDate.ofEpochDay(day).format(DateTimeFormatter.BASIC_ISO_DATE))
            .collect(Collectors.joining(" ")));
    }

    @Test
    void hourIsNamedByRedisClock() {
        Instant before = Instant.now();
        settle("0.01", alice());
        Instant after = Instant.now();

        assertThat(redis.keys("llm:{" + organisation().id() + "}:usage:hour:*")).singleElement()
            .isIn(key(UsageHash.HOUR, before), key(UsageHash.HOUR, after));
        assertThat(UsageHash.HOUR.key(Instant.parse("2026-08-01T05:59:59Z"))).isEqualTo("usage:hour:2026080105");
        assertThat(UsageHash.HOUR.periodOf(before).atZone(ZoneOffset.UTC).getMinute()).isZero();
    }

    @Test
    void I1_usageOfADeadRedisIsAway() {
        try (RedisProcess dead = RedisProcess.start();
                Node behind = Node.on(dead.address(), RedisAccountsSettings.DEFAULT)) {
            UsageBook book = new RedisUsageBook(behind.connection(), organisation(), KEPT);
            dead.kill();

            Consumer<LedgerRecord> nobody = (record) -> {
            };
            assertThat(book.entries(Instant.EPOCH, Instant.MAX, nobody)).isEqualTo(new Away<>());
            assertThat(book.rollups(Granularity.DAY, Instant.EPOCH, Instant.MAX)).isEqualTo(new Away<>());
        }
    }

    private String key(UsageHash hash, Instant at) {
        return "llm:{" + organisation().id() + "}:" + hash.key(at);
    }

    private static String otherOf(Granularity granularity, UsageKey key) {
        return (granularity == Granularity.TAG) ? key.tag() : key.model();
    }

    private static String lua() throws IOException {
        try (InputStream in = Objects.requireNonNull(UsageHash.class.getResourceAsStream("usage.lua"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

}
