package llmgateway.budget.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import llmgateway.budget.account.AccountHold;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.Allowance;
import llmgateway.budget.limit.Allowance.Tokens;
import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.settlement.TokensTaken;
import llmgateway.core.money.Money;
import llmgateway.core.usage.Usage;

/**
 * What a call wants of the limits that apply to it.
 *
 * @param accounts limits kept in accounts, and what to hold on each
 * @param buckets limits kept in buckets, and what to take from each
 */
record Demand(List<OnAccount> accounts, List<FromBucket> buckets) {

    Demand {
        accounts = List.copyOf(accounts);
        buckets = List.copyOf(buckets);
    }

    static Demand of(List<ApplicableLimit> limits, CallFacts facts) {
        List<OnAccount> accounts = new ArrayList<>();
        List<FromBucket> buckets = new ArrayList<>();
        Money firstHold = facts.firstHold();
        for (ApplicableLimit limit : limits) {
            if (limit.limit().allowance() instanceof Allowance.Requests && facts.counted().contains(limit.account())) {
                continue;
            }
            bucket(limit, facts.atMost()).ifPresentOrElse(buckets::add, () -> accounts
                .add(new OnAccount(limit, ApplicableLimit.holdsOn(List.of(limit), firstHold, facts.now()).getFirst())));
        }
        return new Demand(accounts, buckets);
    }

    private static Optional<FromBucket> bucket(ApplicableLimit limit, Usage atMost) {
        return switch (limit.limit().allowance()) {
            case Allowance.Requests requests ->
                Optional.of(new FromBucket(limit, new RateTake(limit.account(), requests.rate(), 1)));
            case Tokens tokens -> Optional.of(new FromBucket(limit,
                    new RateTake(limit.account(), tokens.rate(), counted(tokens.kind(), atMost))));
            case Allowance.ConcurrentCalls ignored -> Optional.empty();
            case Allowance.Spend ignored -> Optional.empty();
        };
    }

    private static long counted(Tokens.Kind kind, Usage usage) {
        return switch (kind) {
            case INPUT -> usage.inputTokens();
            case OUTPUT -> usage.outputTokens();
            case TOTAL -> usage.totalTokens();
        };
    }

    List<AccountHold> holds() {
        return this.accounts.stream().map(OnAccount::hold).toList();
    }

    List<RateTake> takes() {
        return this.buckets.stream().map(FromBucket::take).toList();
    }

    /** The limits on requests among them. */
    Set<AccountName> requests() {
        return this.buckets.stream()
            .map(FromBucket::limit)
            .filter((limit) -> limit.limit().allowance() instanceof Allowance.Requests)
            .map(ApplicableLimit::account)
            .collect(Collectors.toSet());
    }

    /** What has to be put right once the call's usage is known. */
    List<TokensTaken> tokens() {
        List<TokensTaken> tokens = new ArrayList<>();
        for (FromBucket bucket : this.buckets) {
            if (bucket.limit().limit().allowance() instanceof Tokens counted) {
                tokens.add(new TokensTaken(bucket.take().bucket(), bucket.take().rate(), counted.kind(),
                        bucket.take().amount()));
            }
        }
        return tokens;
    }

    record OnAccount(ApplicableLimit limit, AccountHold hold) {
    }

    record FromBucket(ApplicableLimit limit, RateTake take) {
    }

}
