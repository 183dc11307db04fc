package llmgateway.budget.limit;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.Allowance.Spend;
import llmgateway.budget.window.CalendarUnit;
import llmgateway.budget.window.Period;
import llmgateway.core.model.NamePattern;
import llmgateway.core.money.Money;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LimitAccountNamesTest {

    private static final Allowance REQUESTS = new Allowance.Requests(new Rate(1, Duration.ofSeconds(1)));

    @Test
    void nameSaysWhichLimitWhatItCountsAndForWhom() {
        assertThat(LimitAccountNames.nameOf(limit("team-budget", LimitBy.CONSUMER, monthly("10")), "alice"))
            .hasToString("team-budget:month:consumer:alice");
        assertThat(LimitAccountNames.nameOf(limit("calls", LimitBy.PROVIDER_KEY, REQUESTS), "env:KEY"))
            .hasToString("calls:requests:provider_key:env%003aKEY");
        assertThat(LimitAccountNames.nameOf(limit("all", LimitBy.ORGANISATION, REQUESTS), ""))
            .hasToString("all:requests:organisation:");
    }

    @Test
    void P17_noTwoSubjectsShareAName() {
        long seed = System.nanoTime();
        RandomGenerator random = new SplittableRandom(seed);
        Limit limit = limit("l", LimitBy.MODEL, REQUESTS);
        Map<AccountName, String> subjects = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String subject = confusing(random);
            String other = subjects.put(LimitAccountNames.nameOf(limit, subject), subject);
            assertThat(other == null || other.equals(subject)).as("%s and %s, seed %d", subject, other, seed).isTrue();
        }
    }

    @Test
    void P17_namesOfAnyLengthFitAnAccountAndStayDifferent() {
        Limit longest = new Limit("n".repeat(64), LimitBy.CONSUMER_GROUP, List.of(), new Allowance.ConcurrentCalls(1),
                OnRedisFailure.DENY, false);
        String longSubject = "\u00e9".repeat(1000);

        AccountName name = LimitAccountNames.nameOf(longest, longSubject + "1");

        assertThat(name.value()).matches("[\\x21-\\x7e]{1,256}");
        assertThat(name).isNotEqualTo(LimitAccountNames.nameOf(longest, longSubject + "2"));
        assertThat(LimitAccountNames.nameOf(longest, name.value().substring(name.value().lastIndexOf(':') + 1)))
            .isNotEqualTo(name);
    }

    @Test
    void C5_P17_newAmountsModelsAndPolicyKeepTheAccount() {
        Limit before = limit("budget", LimitBy.CONSUMER, monthly("10"));
        Limit after = new Limit(
                "budget", LimitBy.CONSUMER, List.of(new NamePattern("gpt-*")), new Spend(Money.parse("5"),
                        new Period.Calendar(CalendarUnit.MONTH, ZoneOffset.UTC), new WarningLevels(List.of(90))),
                OnRedisFailure.LOCAL, false);

        assertThat(LimitAccountNames.nameOf(after, "alice")).isEqualTo(LimitAccountNames.nameOf(before, "alice"));
    }

    @Test
    void whatIsCountedAndForWhomKeepsAccountsApart() {
        Spend daily = new Spend(Money.parse("10"), new Period.Calendar(CalendarUnit.DAY, ZoneOffset.UTC),
                WarningLevels.DEFAULT);

        assertThat(List.of(limit("l", LimitBy.CONSUMER, monthly("10")), limit("l", LimitBy.CONSUMER, daily),
                limit("l", LimitBy.CONSUMER, REQUESTS), limit("l", LimitBy.CONSUMER, new Allowance.ConcurrentCalls(10)),
                limit("l", LimitBy.ROUTE, monthly("10")), limit("m", LimitBy.CONSUMER, monthly("10"))))
            .extracting((limit) -> LimitAccountNames.nameOf(limit, "alice"))
            .doesNotHaveDuplicates();
    }

    /** Short texts of the characters that names are built with. */
    private static String confusing(RandomGenerator random) {
        String characters = "aA0:%~/\u00e9\ud800\n 3";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(6) + (random.nextInt(10) == 0 ? 126 : 0);
        for (int i = 0; i < length; i++) {
            text.append((length > 100 && i < 120) ? 'x' : characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }

    private static Limit limit(String name, LimitBy by, Allowance allowance) {
        return new Limit(name, by, List.of(), allowance, OnRedisFailure.DENY, false);
    }

    private static Spend monthly(String usd) {
        return new Spend(Money.parse(usd), new Period.Calendar(CalendarUnit.MONTH, ZoneOffset.UTC),
                WarningLevels.DEFAULT);
    }

}
