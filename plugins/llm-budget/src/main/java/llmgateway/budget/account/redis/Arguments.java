package llmgateway.budget.account.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.AccountHold;
import llmgateway.budget.account.Adjustment;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.account.Unit;
import llmgateway.budget.account.Window;
import llmgateway.core.ledger.LedgerEntry;

/** A script's own arguments, in the order that its head comment names them. */
final class Arguments {

    private final List<String> values = new ArrayList<>();

    Arguments text(String value) {
        this.values.add(value);
        return this;
    }

    Arguments number(long value) {
        return text(Long.toString(value));
    }

    Arguments millis(Duration duration) {
        return number(Math.max(0, duration.toMillis()));
    }

    Arguments fields(LedgerEntry entry) {
        number(2L * entry.fields().size());
        entry.fields().forEach((name, value) -> text(name).text(value));
        return this;
    }

    Arguments holds(List<AccountHold> holds) {
        holds.forEach((hold) -> account(hold.account(), hold.amount()));
        return this;
    }

    Arguments accounts(List<Account> accounts) {
        accounts.forEach((account) -> account(account, 0));
        return this;
    }

    Arguments change(Adjustment.Change change) {
        return switch (change) {
            case Adjustment.Change.TopUp topUp -> text("top_up").number(topUp.amount());
            case Adjustment.Change.Reset ignored -> text("reset").number(0);
        };
    }

    Arguments reserved(List<Reservation> reserved) {
        reserved.forEach((reservation) -> text(reservation.account().value()).text(wireName(reservation.unit()))
            .window(reservation.window()));
        return this;
    }

    private void account(Account account, long amount) {
        text(account.name().value()).text(wireName(account.unit()))
            .number(account.cap())
            .number(amount)
            .number(account.windows().size());
        account.windows().forEach(this::window);
    }

    private Arguments window(Window window) {
        return number(window.startMillis()).number(window.endMillis());
    }

    List<String> values() {
        return this.values;
    }

    static String wireName(Unit unit) {
        return switch (unit) {
            case NANO_DOLLARS -> "usd";
            case CALLS -> "calls";
        };
    }

    static Unit unit(String wireName) {
        return wireName.equals(wireName(Unit.CALLS)) ? Unit.CALLS : Unit.NANO_DOLLARS;
    }

}
