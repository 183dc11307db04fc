package llmgateway.budget.rolling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

import llmgateway.budget.account.AccountHold;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.Closed;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.ResizeRequest;
import llmgateway.budget.account.ResizeResult;
import llmgateway.budget.account.Unavailable;
import llmgateway.budget.account.Unit;
import llmgateway.budget.account.Unknown;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.Reject;
import llmgateway.core.money.Money;

/** Lets the hold of one ticket grow. */
public final class AccountGrowth implements Growth {

    private final Accounts accounts;

    private final Held held;

    private final LongFunction<Money> cost;

    private final Function<List<Balance>, Reject> refusal;

    private final HoldListener listener;

    /** As they are in the store, but for what is unanswered. */
    private List<AccountHold> holds;

    private int sequence;

    /** What has been sent and not answered: it may have happened, so it is sent again. */
    private Optional<Sent> unanswered = Optional.empty();

    /**
     * @param cost of the call with so many output tokens
     * @param refusal what a client is told of accounts with too little left
     */
    public AccountGrowth(Accounts accounts, Held held, LongFunction<Money> cost,
            Function<List<Balance>, Reject> refusal, HoldListener listener) {
        this.accounts = accounts;
        this.held = held;
        this.holds = held.holds();
        this.cost = cost;
        this.refusal = refusal;
        this.listener = listener;
    }

    @Override
    public Result to(long outputTokens) {
        Sent sent = this.unanswered.orElseGet(() -> next(outputTokens));
        ResizeResult result = this.accounts.resize(sent.request());
        this.unanswered = (result instanceof Unavailable) ? Optional.of(sent) : Optional.empty();
        return switch (result) {
            case HoldResult.Held grown -> {
                this.holds = sent.request().holds();
                this.listener.grown(this.held.ticket(), sent.cost(), grown.balances());
                yield new Result.Grown(sent.outputTokens());
            }
            case HoldResult.Refused refused ->
                new Result.Short(this.refusal.apply(refused.exhausted()), doOthersHold(refused.exhausted()));
            case Unavailable ignored -> new Result.Away();
            case Unknown ignored -> new Result.Lost();
            case Closed ignored -> new Result.Ended();
            case ResizeResult.Superseded later ->
                throw new IllegalStateException("somebody else resized the ticket: " + later.sequence());
        };
    }

    private Sent next(long outputTokens) {
        this.sequence++;
        Money amount = this.cost.apply(outputTokens);
        List<AccountHold> wanted = this.holds.stream()
            .map((hold) -> (hold.account().unit() == Unit.NANO_DOLLARS) ? AccountHold.of(hold.account(), amount) : hold)
            .toList();
        return new Sent(new ResizeRequest(this.held.organisation(), this.held.ticket(), this.sequence, wanted,
                this.held.lease()), outputTokens, amount);
    }

    private boolean doOthersHold(List<Balance> exhausted) {
        return exhausted.stream().allMatch((balance) -> balance.held() > ownHold(balance.account()));
    }

    private long ownHold(AccountName account) {
        return this.holds.stream()
            .filter((hold) -> hold.account().name().equals(account))
            .mapToLong(AccountHold::amount)
            .sum();
    }

    /** What a call holds when it is admitted. */
    public record Held(Organisation organisation, Ticket ticket, List<AccountHold> holds, Duration lease) {

        public Held {
            holds = List.copyOf(holds);
        }

    }

    private record Sent(ResizeRequest request, long outputTokens, Money cost) {
    }

}
