package llmgateway.budget.admission;

import java.time.Instant;
import java.util.Optional;

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
 * @param turn whether an attempt of the call came before
 * @param now by this node's clock
 */
public record CallFacts(Call call, Routed routed, ModelTerms terms, Usage atMost, Turn turn, Instant now) {

    Subjects subjects() {
        return new Subjects(this.call.caller(), Optional.of(this.routed.model()), this.routed.providerKey());
    }

    /**
     * What it can cost: by the tier it asks for or by the standard, whichever is dearer,
     * since a provider may fall back to the standard.
     */
    Money worstCase() {
        Money standard = this.terms.price().cost(this.atMost, Optional.empty());
        Money asked = this.terms.price().cost(this.atMost, this.call.serviceTier());
        Money dearer = asked.isMoreThan(standard) ? asked : standard;
        return dearer.isMoreThan(Allowance.Spend.MOST) ? Allowance.Spend.MOST : dearer;
    }

    AdmittedCall admitted() {
        return new AdmittedCall(this.routed.ticket(), this.call.id(), this.call.caller(), this.call.endpoint(),
                this.call.stream(), this.call.model(), this.routed.model(), this.routed.target(),
                this.routed.providerKey(), this.terms.price(), this.terms.priced(), this.atMost, worstCase(),
                this.call.labels().user(), this.call.labels().tags(), this.routed.way(), this.now,
                Optional.of(this.routed.server()), this.routed.trace());
    }

    /** Whether an attempt of the call came before. */
    public enum Turn {

        FIRST,

        /** Limits on requests have counted the call already. */
        AGAIN

    }

}
