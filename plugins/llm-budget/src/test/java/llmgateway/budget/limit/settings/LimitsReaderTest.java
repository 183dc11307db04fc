package llmgateway.budget.limit.settings;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import llmgateway.budget.limit.Allowance;
import llmgateway.budget.limit.Allowance.ConcurrentCalls;
import llmgateway.budget.limit.Allowance.Requests;
import llmgateway.budget.limit.Allowance.Spend;
import llmgateway.budget.limit.Allowance.Tokens;
import llmgateway.budget.limit.Limit;
import llmgateway.budget.limit.LimitBy;
import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.limit.OnRedisFailure;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.limit.WarningLevels;
import llmgateway.budget.window.CalendarUnit;
import llmgateway.budget.window.Period;
import llmgateway.core.model.NamePattern;
import llmgateway.core.money.Money;
import llmgateway.document.Document;
import llmgateway.document.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LimitsReaderTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final LimitsReader reader = new LimitsReader(LimitSettings.NONE);

    @ParameterizedTest
    @ValueSource(strings = { "", "  ", "{}", "{\"limits\": {}}" })
    void nothingSetMeansTheDefaultsAlone(String json) {
        LimitSettings defaults = usable(this.reader.readYaml(yaml("""
                limits: {calls: {limit_by: route, requests: 5, per: day}}
                time_zone: Asia/Tokyo
                on_redis_failure: local
                """)));

        assertThat(usable(this.reader.readJson(json))).isEqualTo(LimitSettings.NONE);
        assertThat(usable(this.reader.readYaml(yaml("# nothing")))).isEqualTo(LimitSettings.NONE);
        assertThat(usable(new LimitsReader(defaults).readJson(json))).isEqualTo(defaults);
    }

    @Test
    void rollingHoldsCanBeSwitchedOffForAllOrForOne() {
        LimitSettings off = usable(this.reader.readYaml(yaml("rolling_holds: false\n")));

        assertThat(LimitSettings.NONE.rollingHolds()).isTrue();
        assertThat(off.rollingHolds()).isFalse();
        assertThat(usable(new LimitsReader(off).readJson("{}")).rollingHolds()).isFalse();
        assertThat(usable(new LimitsReader(off).readJson("{\"rolling_holds\": true}")).rollingHolds()).isTrue();
    }

    @Test
    void readsEveryKindOfLimit() {
        assertThat(usable(this.reader.readJson("""
                {"limits": {
                   "calls": {"limit_by": "consumer", "requests": 600, "per": "minute"},
                   "in": {"limit_by": "route", "input_tokens": 1, "per": "second"},
                   "out": {"limit_by": "model", "models": ["gpt-*", "o3"], "output_tokens": 50000, "per": "hour"},
                   "tokens": {"limit_by": "organisation", "tokens": 1000000000, "per": "day"},
                   "parallel": {"limit_by": "provider_key", "concurrent_calls": 50, "on_redis_failure": "local"},
                   "team": {"limit_by": "consumer_group", "usd": 300.000000001, "per": "month", "warn_at": [100, 80]},
                   "week": {"limit_by": "consumer", "usd": 0, "per": "week", "time_zone": "UTC", "warn_at": []},
                   "hour": {"limit_by": "consumer", "usd": 9007199.254740991, "per": "hour"},
                   "ever": {"limit_by": "consumer", "usd": 5, "per": "total"}
                 },
                 "time_zone": "Europe/Berlin", "on_redis_failure": "allow"}
                """)).limits()).containsExactly(
                limit("calls", LimitBy.CONSUMER, new Requests(new Rate(600, Duration.ofMinutes(1)))),
                limit("in", LimitBy.ROUTE, new Tokens(Tokens.Kind.INPUT, new Rate(1, Duration.ofSeconds(1)))),
                new Limit("out", LimitBy.MODEL, List.of(new NamePattern("gpt-*"), new NamePattern("o3")),
                        new Tokens(Tokens.Kind.OUTPUT, new Rate(50_000, Duration.ofHours(1))), OnRedisFailure.ALLOW,
                        false),
                limit("tokens", LimitBy.ORGANISATION,
                        new Tokens(Tokens.Kind.TOTAL, new Rate(1_000_000_000, Duration.ofDays(1)))),
                new Limit("parallel", LimitBy.PROVIDER_KEY, List.of(), new ConcurrentCalls(50), OnRedisFailure.LOCAL,
                        false),
                limit("team", LimitBy.CONSUMER_GROUP,
                        new Spend(Money.parse("300.000000001"), new Period.Calendar(CalendarUnit.MONTH, BERLIN),
                                new WarningLevels(List.of(80, 100)))),
                limit("week", LimitBy.CONSUMER,
                        new Spend(Money.ZERO, new Period.Calendar(CalendarUnit.WEEK, ZoneId.of("UTC")),
                                new WarningLevels(List.of()))),
                limit("hour", LimitBy.CONSUMER, new Spend(Spend.MOST, new Period.Hour(), WarningLevels.DEFAULT)),
                limit("ever", LimitBy.CONSUMER,
                        new Spend(Money.parse("5"), new Period.Total(), WarningLevels.DEFAULT)));
    }

    @Test
    void unsetMoneyLimitsHaveUtcDenyAndThreeWarnings() {
        assertThat(usable(
                this.reader.readJson("{\"limits\": {\"d\": {\"limit_by\": \"route\", \"usd\": 1, \"per\": \"day\"}}}"))
            .limits())
            .containsExactly(new Limit("d", LimitBy.ROUTE, List.of(), new Spend(Money.parse("1"),
                    new Period.Calendar(CalendarUnit.DAY, ZoneOffset.UTC), new WarningLevels(List.of(50, 80, 100))),
                    OnRedisFailure.DENY, false));
    }

    @Test
    void limitsLieOverTheDefaultsOfTheSameNameAndTakeTheirZoneAndPolicy() {
        LimitSettings defaults = usable(this.reader.readYaml(yaml("""
                limits:
                  budget: {limit_by: consumer, usd: 10.00, per: month}
                  calls: {limit_by: consumer, requests: 5, per: second}
                time_zone: Europe/Berlin
                on_redis_failure: allow
                """)));

        LimitSettings settings = usable(new LimitsReader(defaults)
            .readJson("{\"limits\": {\"budget\": {\"limit_by\": \"consumer\", \"usd\": 20, \"per\": \"month\"}}}"));

        assertThat(settings.limits()).containsExactly(
                limit("budget", LimitBy.CONSUMER,
                        new Spend(Money.parse("20"), new Period.Calendar(CalendarUnit.MONTH, BERLIN),
                                WarningLevels.DEFAULT)),
                limit("calls", LimitBy.CONSUMER, new Requests(new Rate(5, Duration.ofSeconds(1)))));
    }

    @Test
    void P16_anUnknownFieldIsRefusedWithItsLineAndTheNearestName() {
        assertThat(problems("""
                {"limit": {},
                 "limits": {
                   "a": {"limit_by": "consumer", "USD": 5, "usd": 5, "per": "day"},
                   "b": {"limit_by": "consumer", "usd": 5, "per": "day", "timezone": "UTC"}}}
                """)).containsExactly("settings:1: limit: is no known field; did you mean 'limits'?",
                "settings:3: limits.a.USD: is no known field; did you mean 'usd'?",
                "settings:4: limits.b.timezone: is no known field; did you mean 'time_zone'?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    "requests": "5", "per": "day"                      | requests: must be a number, not text
                    "requests": 0, "per": "day"                        | requests: must be a whole number from 1 to 1000000000
                    "requests": -1, "per": "day"                       | requests: must be a whole number from 1 to 1000000000
                    "requests": 1.5, "per": "day"                      | requests: must be a whole number from 1 to 1000000000
                    "tokens": 1000000001, "per": "day"                 | tokens: must be a whole number from 1 to 1000000000
                    "tokens": 99999999999999999999, "per": "day"       | tokens: must be a whole number from 1 to 1000000000
                    "requests": 5                                      | per: must be given
                    "requests": 5, "per": "month"                      | per: must be one of second, minute, hour, day for
                    "requests": 5, "per": 60                           | per: must be text, not a number
                    "requests": 5, "per": "day", "time_zone": "UTC"    | time_zone: stands only with usd
                    "requests": 5, "per": "day", "warn_at": [50]       | warn_at: stands only with usd
                    "concurrent_calls": 0                              | concurrent_calls: must be a whole number from 1 to 1000000
                    "concurrent_calls": 1000001                        | concurrent_calls: must be a whole number from 1 to 1000000
                    "concurrent_calls": 5, "per": "day"                | per: does not stand with concurrent_calls
                    "usd": "5", "per": "day"                           | usd: must be a number, not text
                    "usd": -0.01, "per": "day"                         | usd: must be US dollars from 0 to 9007199.254740991
                    "usd": 0.0000000001, "per": "day"                  | usd: must be US dollars from 0 to 9007199.254740991
                    "usd": 9007199.254740992, "per": "day"             | usd: must be US dollars from 0 to 9007199.254740991
                    "usd": 99999999999, "per": "day"                   | usd: must be US dollars from 0 to 9007199.254740991
                    "usd": 1e3, "per": "day"                           | usd: must be US dollars from 0 to 9007199.254740991
                    "usd": 5                                           | per: must be given
                    "usd": 5, "per": "minute"                          | per: must be one of hour, day, week, month, total for
                    "usd": 5, "per": "day", "time_zone": "Mars/Utopia" | time_zone: must be a time zone such as Europe/Berlin
                    "usd": 5, "per": "total", "time_zone": "UTC"       | time_zone: stands only with per day, week or month
                    "usd": 5, "per": "day", "warn_at": [0]             | warn_at[0]: must be a whole number from 1 to 100
                    "usd": 5, "per": "day", "warn_at": [50, 50]        | warn_at: names a percentage twice
                    "usd": 5, "per": "day", "warn_at": 50              | warn_at: must be a list, not a number
                    "usd": 5, "per": "day", "on_redis_failure": "pass" | on_redis_failure: must be one of deny, allow, local
                    "usd": 5, "per": "day", "models": []               | models: must name at least one model, or be left out
                    "usd": 5, "per": "day", "models": [""]             | models[0]: must be the name of a model
                    """)
    void P16_aWrongValueIsRefusedNamingItsField(String fields, String problem) {
        assertThat(problems("{\"limits\": {\"l\": {\"limit_by\": \"consumer\", " + fields + "}}}")).singleElement()
            .asString()
            .startsWith("settings:1: limits.l." + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    {"limits": {"l": {"limit_by": "user", "usd": 5, "per": "day"}}}   | limits.l.limit_by: must be one of consumer,
                    {"limits": {"l": {"usd": 5, "per": "day"}}}                       | limits.l.limit_by: must be given
                    {"limits": {"l": {"limit_by": "route"}}}                          | limits.l: must set exactly one of requests,
                    {"limits": {"l": {"limit_by": "route", "usd": 5, "requests": 5}}} | limits.l: must set exactly one of requests,
                    {"limits": {"l": null}}                                           | limits.l: must be a mapping, not nothing
                    {"limits": {"a b": {"limit_by": "route", "concurrent_calls": 1}}} | limits.a b: the name must be 1 to 64 letters
                    {"limits": {"l": {}, "l": {}}}                                    | limits.l: stands here a second time
                    {"limits": []}                                                    | limits: must be a mapping, not a list
                    {"time_zone": "Nowhere"}                                          | time_zone: must be a time zone such as
                    {"on_redis_failure": true}                                        | on_redis_failure: must be text, not
                    []                                                                | must be a mapping, not a list
                    null                                                              | must be a mapping, not nothing
                    {"limits": {                                                      | cannot be parsed
                    """)
    void P16_aLimitThatIsNotOneIsRefused(String json, String problem) {
        assertThat(problems(json)).singleElement().asString().startsWith("settings:1: " + problem);
    }

    @Test
    void P16_everyProblemIsToldAtOnce() {
        assertThat(problems("{\"limits\": {\"a\": {\"usd\": -1, \"per\": \"year\"}}, \"time_zone\": 1}")).hasSize(4);
    }

    @Test
    void moreAccountsThanOneCallCanHoldAreRefusedCountingTheDefaults() {
        LimitSettings fifteen = usable(this.reader.readJson(caps(0, 15)));
        LimitsReader over = new LimitsReader(fifteen);

        assertThat(usable(over.readJson(caps(15, 16))).limits()).hasSize(16);
        assertThat(usable(over.readJson(caps(0, 15))).limits()).hasSize(15);
        assertThat(problems(over.readJson(caps(15, 17)))).containsExactly(
                "settings:1: limits: set 17 caps on money or concurrent calls for one call, with the defaults;"
                        + " at most 16 can be held together");
    }

    private static String caps(int from, int to) {
        return IntStream.range(from, to)
            .mapToObj((i) -> "\"l" + i + "\": {\"limit_by\": \"consumer\", \"usd\": 1, \"per\": \"day\"}")
            .collect(Collectors.joining(", ", "{\"limits\": {", "}}"));
    }

    private static Limit limit(String name, LimitBy by, Allowance allowance) {
        return new Limit(name, by, List.of(), allowance, OnRedisFailure.ALLOW, false);
    }

    private static Document yaml(String text) {
        return new Document("limits.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static LimitSettings usable(LimitsReading reading) {
        return switch (reading) {
            case LimitsReading.Usable usable -> usable.settings();
            case LimitsReading.Faulty faulty -> throw new AssertionError("problems: " + faulty.problems());
        };
    }

    private List<String> problems(String json) {
        return problems(this.reader.readJson(json));
    }

    private static List<String> problems(LimitsReading reading) {
        return switch (reading) {
            case LimitsReading.Usable usable -> List.of();
            case LimitsReading.Faulty faulty -> faulty.problems().stream().map(Problem::toString).toList();
        };
    }

}
