package llmgateway.budget.account.memory;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.FindResult;
import llmgateway.budget.account.HoldResult.Held;
import llmgateway.budget.account.HoldResult.Refused;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.account.Unit;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.money.Money;

/** A ticket that has not ended. */
final class OpenTicket {

    final LedgerEntry entry;

    Map<AccountName, Post> posts;

    Held granted;

    /** Of the last resize, if it was. */
    Optional<Refused> refused = Optional.empty();

    /** Of the last resize. */
    int sequence;

    Instant leaseEnd;

    OpenTicket(Map<AccountName, Post> posts, Held granted, LedgerEntry entry) {
        this.posts = posts;
        this.granted = granted;
        this.entry = entry;
        this.leaseEnd = granted.leaseEnd();
    }

    FindResult.Open describe() {
        return new FindResult.Open(heldMoney(this.posts), this.posts.values().stream().map(Post::reservation).toList(),
                this.entry, this.leaseEnd);
    }

    static Money heldMoney(Map<AccountName, Post> posts) {
        return posts.values()
            .stream()
            .filter((post) -> post.reservation().unit() == Unit.NANO_DOLLARS)
            .findFirst()
            .map((post) -> new Money(post.amount()))
            .orElse(Money.ZERO);
    }

    /** What a ticket holds on one account. */
    record Post(Reservation reservation, long amount) {
    }

}
