package llmgateway.budget.admission;

import java.util.List;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import llmgateway.budget.account.Account;
import llmgateway.budget.account.AccountHold;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.Window;

/**
 * How accounts stood when this node last heard, so that a node which counts alone goes on
 * from there. Thread-safe.
 */
final class LastBalances {

    private static final int MOST = 100_000;

    private final Cache<String, Balance> last = Caffeine.newBuilder().maximumSize(MOST).build();

    void remember(List<Balance> balances) {
        balances.forEach((balance) -> this.last.put(balance.account().value(), balance));
    }

    /**
     * The hold with its cap lowered by what others had used and held at last.
     * @param nowMillis by this node's clock
     */
    AccountHold withinWhatWasLeft(AccountHold hold, long nowMillis) {
        Account account = hold.account();
        Optional<Window> window = account.windows().stream().filter((each) -> each.contains(nowMillis)).findFirst();
        Optional<Balance> known = Optional.ofNullable(this.last.getIfPresent(account.name().value()))
            .filter((balance) -> window.filter((current) -> current.equals(balance.window())).isPresent());
        long gone = known.map((balance) -> balance.used() + balance.held()).orElse(0L);
        return new AccountHold(
                new Account(account.name(), account.unit(), Math.max(0, account.cap() - gone), account.windows()),
                hold.amount());
    }

}
