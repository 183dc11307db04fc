package llmgateway.budget.admission;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.Allowance;
import llmgateway.budget.limit.Subjects;
import llmgateway.core.call.Call;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.money.Money;
import llmgateway.core.price.ModelTerms;
import llmgateway.core.upstream.Routed;
import llmgateway.core.usage.Usage;

/**
 * All that is known of a call when it asks to be admitted.
 *
 * @param atMost what it can use
 * @param firstSlice output tokens that accounts hold for at first, fewer than it can use;
 * empty to hold for all of them
 * @param counted limits on requests that have counted the call for an attempt before
 * @param now by this node's clock
 */
public record CallFacts(Call call, Routed routed, ModelTerms terms, Usage atMost, OptionalLong firstSlice,
        Set<AccountName> counted, Instant now) {

    public CallFacts {
        counted = Set.copyOf(counted);
    }

    /** Of a call's first attempt, which holds for all that it can use. */
    public CallFacts(Call call, Routed routed, ModelTerms terms, Usage atMost, Instant now) {
        this(call, routed, terms, atMost, OptionalLong.empty(), Set.of(), now);
    }

    Subjects subjects() {
        return new Subjects(this.call.caller(), Optional.of(this.routed.model()), this.routed.providerKey());
    }

    /** The same call, holding for all that it can use. */
    CallFacts holdingAll() {
        return new CallFacts(this.call, this.routed, this.terms, this.atMost, OptionalLong.empty(), this.counted,
                this.now);
    }

    /** What accounts hold when it is admitted. */
    Money firstHold() {
        return this.firstSlice.isPresent() ? costWith(this.firstSlice.getAsLong()) : cost(this.atMost);
    }

    /** What it can cost with so many output tokens. */
    Money costWith(long outputTokens) {
        return cost(this.atMost.withOutputAt(outputTokens));
    }

    /**
     * By the tier it asks for or by the standard, whichever is dearer, since a provider
     * may fall back to the standard.
     */
    private Money cost(Usage usage) {
        Money standard = this.terms.price().cost(usage, Optional.empty());
        Money asked = this.terms.price().cost(usage, this.call.serviceTier());
        Money dearer = asked.isMoreThan(standard) ? asked : standard;
        return dearer.isMoreThan(Allowance.Spend.MOST) ? Allowance.Spend.MOST : dearer;
    }

    AdmittedCall admitted() {
        return new AdmittedCall(this.routed.ticket(), this.call.id(), this.call.caller(), this.call.endpoint(),
                this.call.stream(), this.call.model(), this.routed.model(), this.routed.target(),
                this.routed.providerKey(), this.terms.price(), this.terms.priced(), this.atMost, firstHold(),
                this.call.labels().user(), this.call.labels().tags(), this.routed.way(), this.now,
                Optional.of(this.routed.server()), this.routed.trace());
    }

}
