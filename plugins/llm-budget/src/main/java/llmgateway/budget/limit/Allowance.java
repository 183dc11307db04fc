package llmgateway.budget.limit;

import java.util.Optional;

import llmgateway.budget.account.Account;
import llmgateway.budget.window.Period;
import llmgateway.core.money.Money;

/** How much of what a limit allows. */
public sealed interface Allowance {

    /** The bucket of what refills; empty for what is kept in accounts. */
    default Optional<Rate> refilling() {
        return switch (this) {
            case Requests requests -> Optional.of(requests.rate());
            case Tokens tokens -> Optional.of(tokens.rate());
            case ConcurrentCalls ignored -> Optional.empty();
            case Spend ignored -> Optional.empty();
        };
    }

    record Requests(Rate rate) implements Allowance {
    }

    record Tokens(Kind kind, Rate rate) implements Allowance {

        /** Which tokens count. */
        public enum Kind {

            INPUT, OUTPUT, TOTAL

        }

    }

    /**
     * Calls at the same time.
     *
     * @param most 1 to {@link #MOST}
     */
    record ConcurrentCalls(long most) implements Allowance {

        public static final long MOST = 1_000_000;

        public ConcurrentCalls {
            if (most < 1 || most > MOST) {
                throw new IllegalArgumentException("1 to " + MOST + " calls at the same time: " + most);
            }
        }

    }

    /**
     * Money in each window of a period.
     *
     * @param cap 0 to {@link #MOST}; 0 stops all that costs
     */
    record Spend(Money cap, Period period, WarningLevels warnAt) implements Allowance {

        public static final Money MOST = new Money(Account.LARGEST);

        public Spend {
            if (cap.isMoreThan(MOST)) {
                throw new IllegalArgumentException("at most " + MOST + " USD: " + cap);
            }
        }

    }

}
