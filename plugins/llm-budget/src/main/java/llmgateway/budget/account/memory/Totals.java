package llmgateway.budget.account.memory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.account.Window;

/** What is used and held and what caps are raised by, by account and window. */
final class Totals {

    private static final long RETENTION = Duration.ofDays(8).toMillis();

    private static final long BETWEEN_SWEEPS = Duration.ofHours(1).toMillis();

    private final Map<Key, Total> totals = new HashMap<>();

    private long nextSweep;

    /** Drops windows long past that no ticket holds on. */
    void sweep(long nowMillis) {
        if (nowMillis >= this.nextSweep) {
            this.nextSweep = nowMillis + BETWEEN_SWEEPS;
            this.totals.values().removeIf((total) -> total.held() == 0 && total.endMillis() < nowMillis - RETENTION);
        }
    }

    void add(Reservation reservation, long used, long held) {
        add(reservation, new Total(used, held, 0, reservation.window().endMillis()));
    }

    void raiseCap(Reservation reservation, long amount) {
        add(reservation, new Total(0, 0, amount, reservation.window().endMillis()));
    }

    /** What is used counts from zero again. */
    void reset(Reservation reservation) {
        this.totals.computeIfPresent(Key.of(reservation),
                (key, total) -> total.plus(new Total(-total.used(), 0, 0, 0)));
    }

    Balance balance(Account account, Window window) {
        Total total = this.totals.getOrDefault(new Key(account.name(), window.startMillis()),
                new Total(0, 0, 0, window.endMillis()));
        return new Balance(account.name(), account.unit(), Math.min(account.cap() + total.extra(), Account.LARGEST),
                total.used(), total.held(), window);
    }

    private void add(Reservation reservation, Total more) {
        this.totals.merge(Key.of(reservation), more, Total::plus);
    }

    static Optional<Window> windowAt(long nowMillis, Account account) {
        return account.windows().stream().filter((window) -> window.contains(nowMillis)).findFirst();
    }

    private record Key(AccountName account, long startMillis) {

        static Key of(Reservation reservation) {
            return new Key(reservation.account(), reservation.window().startMillis());
        }

    }

    /**
     * @param extra what the cap is raised by, at most {@link Account#LARGEST}
     */
    private record Total(long used, long held, long extra, long endMillis) {

        Total plus(Total other) {
            return new Total(Math.addExact(this.used, other.used), Math.addExact(this.held, other.held),
                    Math.min(this.extra + other.extra, Account.LARGEST), this.endMillis);
        }

    }

}
