package llmgateway.budget.admission;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import llmgateway.budget.account.Balance;
import llmgateway.budget.limit.Allowance;
import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.budget.rate.TakeResult.Refusal;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.money.Money;

/**
 * Of all limits that refuse a call, names the one that will longest: a spent budget
 * before one that running calls hold, that before too many calls, and of rates the
 * slowest.
 */
final class Refusals {

    private Refusals() {
    }

    static Admittance.Refused of(Taking.Short taking, Demand demand, CallFacts facts) {
        return money(taking.exhausted(), demand, facts).or(() -> concurrency(taking.exhausted(), demand))
            .orElseGet(() -> rate(taking.refusals(), demand));
    }

    private static Optional<Admittance.Refused> money(List<Balance> exhausted, Demand demand, CallFacts facts) {
        return exhausted.stream()
            .filter((balance) -> limitOf(balance, demand).limit().allowance() instanceof Allowance.Spend)
            .max(Comparator.comparing((Balance balance) -> isSpent(balance, facts))
                .thenComparing((balance) -> balance.window().endMillis()))
            .map((balance) -> refuse(limitOf(balance, demand), spend(balance, demand, facts)));
    }

    private static boolean isSpent(Balance balance, CallFacts facts) {
        return balance.cap() - balance.used() < facts.firstHold().nanos();
    }

    private static Reject spend(Balance balance, Demand demand, CallFacts facts) {
        ApplicableLimit limit = limitOf(balance, demand);
        String cap = Wording.of(limit.limit().allowance());
        if (isSpent(balance, facts)) {
            return Rejects.spendCapReached(limit.limit().name(), cap, new Money(balance.used()), facts.firstHold(),
                    balance.resetsAt(), facts.now());
        }
        return Rejects.spendCapHeld(limit.limit().name(), cap, new Money(balance.held()), facts.firstHold());
    }

    private static Optional<Admittance.Refused> concurrency(List<Balance> exhausted, Demand demand) {
        return exhausted.stream()
            .findFirst()
            .map((balance) -> refuse(limitOf(balance, demand),
                    Rejects.tooManyConcurrentCalls(limitOf(balance, demand).limit().name(), balance.cap())));
    }

    private static Admittance.Refused rate(List<Refusal> refusals, Demand demand) {
        Refusal slowest = refusals.stream()
            .max(Comparator.comparing((refusal) -> refusal.retryAfter().orElse(Duration.ofSeconds(Long.MAX_VALUE))))
            .orElseThrow();
        ApplicableLimit limit = demand.buckets()
            .stream()
            .filter((bucket) -> bucket.take().bucket().equals(slowest.level().bucket()))
            .findFirst()
            .orElseThrow()
            .limit();
        String name = limit.limit().name();
        String allowance = Wording.of(limit.limit().allowance());
        return refuse(limit,
                slowest.retryAfter()
                    .map((retryAfter) -> Rejects.rateLimited(name, allowance, retryAfter))
                    .orElseGet(() -> Rejects.largerThanRateLimit(name, allowance, slowest.asked())));
    }

    private static Admittance.Refused refuse(ApplicableLimit limit, Reject reject) {
        return new Admittance.Refused(limit.limit().name(), reject);
    }

    private static ApplicableLimit limitOf(Balance balance, Demand demand) {
        return demand.accounts()
            .stream()
            .filter((account) -> account.limit().account().equals(balance.account()))
            .findFirst()
            .orElseThrow()
            .limit();
    }

}
