package llmgateway.budget.admission;

import java.time.Duration;

import llmgateway.budget.limit.Allowance;
import llmgateway.budget.limit.Allowance.Tokens;
import llmgateway.budget.limit.Rate;

/** What a limit allows, in words for a person. */
final class Wording {

    private Wording() {
    }

    /** Such as {@code 600 requests per minute} or {@code 300 USD per month}. */
    static String of(Allowance allowance) {
        return switch (allowance) {
            case Allowance.Requests requests -> perPeriod(requests.rate(), "requests");
            case Tokens tokens -> perPeriod(tokens.rate(), switch (tokens.kind()) {
                case INPUT -> "input tokens";
                case OUTPUT -> "output tokens";
                case TOTAL -> "tokens";
            });
            case Allowance.ConcurrentCalls calls -> calls.most() + " calls at the same time";
            case Allowance.Spend spend -> spend.cap() + " USD "
                    + (spend.period().word().equals("total") ? "in total" : "per " + spend.period().word());
        };
    }

    private static String perPeriod(Rate rate, String what) {
        return rate.capacity() + " " + what + " per " + word(rate.refillPeriod());
    }

    private static String word(Duration period) {
        if (period.equals(Duration.ofSeconds(1))) {
            return "second";
        }
        if (period.equals(Duration.ofMinutes(1))) {
            return "minute";
        }
        if (period.equals(Duration.ofHours(1))) {
            return "hour";
        }
        return period.equals(Duration.ofDays(1)) ? "day" : period.toSeconds() + " seconds";
    }

}
