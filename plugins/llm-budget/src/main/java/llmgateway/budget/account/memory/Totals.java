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

/** What is used and held, by account and window. */
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
        Window window = reservation.window();
        this.totals.merge(new Key(reservation.account(), window.startMillis()),
                new Total(used, held, window.endMillis()), Total::plus);
    }

    Balance balance(Account account, Window window) {
        Total total = this.totals.getOrDefault(new Key(account.name(), window.startMillis()),
                new Total(0, 0, window.endMillis()));
        return new Balance(account.name(), account.unit(), account.cap(), total.used(), total.held(), window);
    }

    static Optional<Window> windowAt(long nowMillis, Account account) {
        return account.windows().stream().filter((window) -> window.contains(nowMillis)).findFirst();
    }

    private record Key(AccountName account, long startMillis) {
    }

    private record Total(long used, long held, long endMillis) {

        Total plus(Total other) {
            return new Total(Math.addExact(this.used, other.used), Math.addExact(this.held, other.held),
                    this.endMillis);
        }

    }

}
