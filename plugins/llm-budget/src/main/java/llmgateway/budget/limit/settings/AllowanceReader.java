package llmgateway.budget.limit.settings;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import llmgateway.budget.limit.Allowance;
import llmgateway.budget.limit.Allowance.Tokens;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.limit.WarningLevels;
import llmgateway.budget.window.CalendarUnit;
import llmgateway.budget.window.Period;
import llmgateway.core.money.Money;
import llmgateway.document.Fields;
import llmgateway.document.UnusableValue;

/** Reads how much a limit allows of what, and in which time. */
final class AllowanceReader {

    private static final List<String> AMOUNTS = List.of("requests", "tokens", "input_tokens", "output_tokens",
            "concurrent_calls", "usd");

    private static final Map<String, Duration> REFILL_PERIODS = Map.of("second", Duration.ofSeconds(1), "minute",
            Duration.ofMinutes(1), "hour", Duration.ofHours(1), "day", Duration.ofDays(1));

    private static final Map<String, CalendarUnit> CALENDAR_UNITS = Map.of("day", CalendarUnit.DAY, "week",
            CalendarUnit.WEEK, "month", CalendarUnit.MONTH);

    private static final Pattern UP_TO_18_DIGITS = Pattern.compile("[0-9]{1,18}");

    private final ZoneId timeZone;

    /**
     * @param timeZone of limits that name none
     */
    AllowanceReader(ZoneId timeZone) {
        this.timeZone = timeZone;
    }

    Optional<Allowance> read(Fields fields) {
        List<String> amounts = AMOUNTS.stream().filter((name) -> fields.find(name).isPresent()).toList();
        if (amounts.size() != 1) {
            fields.problem("must set exactly one of " + String.join(", ", AMOUNTS));
            return Optional.empty();
        }
        String amount = amounts.getFirst();
        if (!amount.equals("usd")) {
            refuse(fields, "time_zone", "stands only with usd");
            refuse(fields, "warn_at", "stands only with usd");
            refuse(fields, "soft", "stands only with usd");
        }
        return switch (amount) {
            case "requests" -> rate(fields, amount, Allowance.Requests::new);
            case "tokens" -> rate(fields, amount, (rate) -> new Tokens(Tokens.Kind.TOTAL, rate));
            case "input_tokens" -> rate(fields, amount, (rate) -> new Tokens(Tokens.Kind.INPUT, rate));
            case "output_tokens" -> rate(fields, amount, (rate) -> new Tokens(Tokens.Kind.OUTPUT, rate));
            case "concurrent_calls" -> concurrentCalls(fields);
            default -> spend(fields);
        };
    }

    private static Optional<Allowance> rate(Fields fields, String amount, Function<Rate, Allowance> allowance) {
        Optional<Long> capacity = fields.number(amount, (digits) -> wholeNumber(digits, Rate.MOST));
        fields.require("per");
        Optional<Duration> period = fields.text("per", AllowanceReader::refillPeriod);
        return capacity.flatMap((count) -> period.map((duration) -> allowance.apply(new Rate(count, duration))));
    }

    private static Optional<Allowance> concurrentCalls(Fields fields) {
        refuse(fields, "per", "does not stand with concurrent_calls");
        return fields.number("concurrent_calls", (digits) -> wholeNumber(digits, Allowance.ConcurrentCalls.MOST))
            .map(Allowance.ConcurrentCalls::new);
    }

    private Optional<Allowance> spend(Fields fields) {
        Optional<Money> cap = fields.number("usd", AllowanceReader::money);
        fields.require("per");
        ZoneId zone = fields.text("time_zone", TimeZones::read).orElse(this.timeZone);
        Optional<Period> period = fields.text("per", (word) -> period(word, zone));
        if (period.filter((found) -> !(found instanceof Period.Calendar)).isPresent()) {
            refuse(fields, "time_zone", "stands only with per day, week or month");
        }
        WarningLevels warnAt = warningLevels(fields);
        return cap.flatMap((money) -> period.map((found) -> new Allowance.Spend(money, found, warnAt)));
    }

    private static WarningLevels warningLevels(Fields fields) {
        Optional<List<Integer>> percents = fields.numbers("warn_at", (digits) -> (int) wholeNumber(digits, 100));
        if (percents.filter((list) -> new HashSet<>(list).size() < list.size()).isPresent()) {
            fields.problem("warn_at", "names a percentage twice");
            return WarningLevels.DEFAULT;
        }
        return percents.map(WarningLevels::new).orElse(WarningLevels.DEFAULT);
    }

    private static Period period(String word, ZoneId zone) throws UnusableValue {
        CalendarUnit unit = CALENDAR_UNITS.get(word);
        if (unit != null) {
            return new Period.Calendar(unit, zone);
        }
        return switch (word) {
            case "hour" -> new Period.Hour();
            case "total" -> new Period.Total();
            default -> throw new UnusableValue("must be one of hour, day, week, month, total for usd");
        };
    }

    private static Duration refillPeriod(String word) throws UnusableValue {
        Duration period = REFILL_PERIODS.get(word);
        if (period == null) {
            throw new UnusableValue("must be one of second, minute, hour, day for requests and tokens");
        }
        return period;
    }

    private static Money money(String digits) throws UnusableValue {
        try {
            Money money = Money.parse(digits);
            if (!money.isMoreThan(Allowance.Spend.MOST)) {
                return money;
            }
        }
        catch (IllegalArgumentException ex) {
            // Falls through to the one answer.
        }
        throw new UnusableValue(
                "must be US dollars from 0 to " + Allowance.Spend.MOST + " with at most 9 decimal places");
    }

    private static long wholeNumber(String digits, long most) throws UnusableValue {
        if (UP_TO_18_DIGITS.matcher(digits).matches()) {
            long number = Long.parseLong(digits);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw new UnusableValue("must be a whole number from 1 to " + most);
    }

    private static void refuse(Fields fields, String name, String reason) {
        if (fields.find(name).isPresent()) {
            fields.problem(name, reason);
        }
    }

}
