package llmgateway.budget.admission;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import llmgateway.budget.account.Balance;
import llmgateway.budget.limit.Allowance;
import llmgateway.budget.limit.Limit;
import llmgateway.budget.rate.RateLevel;
import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.http.Header;
import llmgateway.core.money.Money;

/**
 * Tells a client what is left, of each kind under the limit that is nearest to its end.
 * {@code x-ratelimit-*} as in OpenAI's API reference, "Rate limits in headers" (November
 * 2026): resets as durations such as {@code 1m30s}.
 */
final class RemainingHeaders {

    private RemainingHeaders() {
    }

    static List<Header> of(Demand demand, Taking.Taken taken) {
        List<Header> headers = new ArrayList<>(8);
        if (taken.bucketsAway().isEmpty()) {
            addTightest(headers, "requests", levels(demand, taken, Allowance.Requests.class));
            addTightest(headers, "tokens", levels(demand, taken, Allowance.Tokens.class));
        }
        if (taken.accountsAway().isEmpty()) {
            addBudget(headers, demand, taken.balances());
        }
        return headers;
    }

    private static List<RateLevel> levels(Demand demand, Taking.Taken taken, Class<? extends Allowance> kind) {
        return IntStream.range(0, demand.buckets().size())
            .filter((i) -> kind.isInstance(demand.buckets().get(i).limit().limit().allowance()))
            .mapToObj((i) -> taken.levels().get(i))
            .toList();
    }

    private static void addTightest(List<Header> headers, String what, List<RateLevel> levels) {
        levels.stream()
            .min(Comparator.comparingDouble((level) -> (double) level.remaining() / level.rate().capacity()))
            .ifPresent((level) -> {
                headers.add(new Header("x-ratelimit-limit-" + what, Long.toString(level.rate().capacity())));
                headers.add(new Header("x-ratelimit-remaining-" + what, Long.toString(level.remaining())));
                headers.add(new Header("x-ratelimit-reset-" + what, duration(level.untilFull())));
            });
    }

    /** As OpenAI writes them: {@code 12ms}, {@code 1s}, {@code 1m30s}, {@code 2h0m0s}. */
    static String duration(Duration duration) {
        long millis = duration.plusNanos(999_999).toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        String seconds = BigDecimal.valueOf(millis % 60_000, 3).stripTrailingZeros().toPlainString() + "s";
        long minutes = millis / 60_000;
        if (minutes == 0) {
            return seconds;
        }
        return (minutes < 60) ? minutes + "m" + seconds : minutes / 60 + "h" + minutes % 60 + "m" + seconds;
    }

    private static void addBudget(List<Header> headers, Demand demand, List<Balance> balances) {
        List<String> warnings = new ArrayList<>();
        OptionalInt tightest = OptionalInt.empty();
        for (int i = 0; i < balances.size(); i++) {
            Limit limit = demand.accounts().get(i).limit().limit();
            if (limit.allowance() instanceof Allowance.Spend spend) {
                Balance balance = balances.get(i);
                spend.warnAt()
                    .reached(balance.used(), limit.soft() ? spend.cap().nanos() : balance.cap())
                    .ifPresent((percent) -> warnings.add(limit.name() + "=" + percent + "%"));
                if (!limit.soft()
                        && (tightest.isEmpty() || balance.left() < balances.get(tightest.getAsInt()).left())) {
                    tightest = OptionalInt.of(i);
                }
            }
        }
        tightest.ifPresent((i) -> headers
            .add(new Header(OwnedHeaders.BUDGET_REMAINING, new Money(balances.get(i).left()).toString())));
        if (!warnings.isEmpty()) {
            headers.add(new Header(OwnedHeaders.BUDGET_WARNING, String.join(", ", warnings)));
        }
    }

}
