package llmgateway.budget.account;

import java.util.List;

import llmgateway.core.money.Money;

/**
 * An account as its limit defines it at the moment of a call. The cap travels with the
 * call, so that an edited limit counts at once and nothing that was used is lost.
 *
 * @param name identifies the account
 * @param unit what it counts
 * @param cap what {@code used + held} may not pass in a window, 0 to {@link #LARGEST}
 * @param windows 1 to 8 windows in order of time without overlap, around what this node
 * takes for now; the store's clock picks the one that counts, so a node whose clock is
 * wrong gains nothing
 */
public record Account(AccountName name, Unit unit, long cap, List<Window> windows) {

    /**
     * The largest cap or amount: 2<sup>53</sup> - 1, in nano-dollars 9,007,199.254740991
     * USD. Redis scripts compute with doubles, which are exact up to here.
     */
    public static final long LARGEST = (1L << 53) - 1;

    private static final int MOST_WINDOWS = 8;

    public Account {
        windows = List.copyOf(windows);
        requireExact("cap", cap);
        if (windows.isEmpty() || windows.size() > MOST_WINDOWS) {
            throw new IllegalArgumentException("an account has 1 to " + MOST_WINDOWS + " candidate windows");
        }
        for (int i = 1; i < windows.size(); i++) {
            if (windows.get(i).startMillis() < windows.get(i - 1).endMillis()) {
                throw new IllegalArgumentException("windows are in order of time and do not overlap");
            }
        }
    }

    public static Account ofMoney(AccountName name, Money cap, List<Window> windows) {
        return new Account(name, Unit.NANO_DOLLARS, cap.nanos(), windows);
    }

    public static Account ofCalls(AccountName name, long cap) {
        return new Account(name, Unit.CALLS, cap, List.of(Window.ALWAYS));
    }

    static void requireExact(String what, long amount) {
        if (amount < 0 || amount > LARGEST) {
            throw new IllegalArgumentException("the " + what + " is out of range: " + amount + " is not 0 to " + LARGEST
                    + " (as money: 9007199.254740991 USD)");
        }
    }

}
