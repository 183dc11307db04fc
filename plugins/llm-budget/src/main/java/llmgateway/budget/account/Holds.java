package llmgateway.budget.account;

import java.util.List;

/** What holds must agree on to be taken together. */
final class Holds {

    private Holds() {
    }

    static List<AccountHold> checked(List<AccountHold> holds) {
        if (holds.size() > HoldRequest.MOST_ACCOUNTS) {
            throw new IllegalArgumentException(
                    "a call holds on 0 to " + HoldRequest.MOST_ACCOUNTS + " accounts: " + holds.size());
        }
        if (holds.stream().map((hold) -> hold.account().name()).distinct().count() < holds.size()) {
            throw new IllegalArgumentException("a call holds once on an account");
        }
        if (holds.stream()
            .filter((hold) -> hold.account().unit() == Unit.NANO_DOLLARS)
            .mapToLong(AccountHold::amount)
            .distinct()
            .count() > 1) {
            throw new IllegalArgumentException("a call holds the same amount on each of its money accounts");
        }
        return List.copyOf(holds);
    }

}
