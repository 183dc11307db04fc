package llmgateway.core.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.money.Money;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.price.Price;
import llmgateway.core.trace.CallTrace;
import llmgateway.core.upstream.ServerAddress;
import llmgateway.core.upstream.Target;
import llmgateway.core.usage.Usage;

/**
 * A call that was let through, as any node can settle it later.
 *
 * @param ticket finds it again
 * @param price as it was at admission: what is charged, whatever the price list says by
 * then
 * @param worstCase what it uses at most; nothing where nobody told
 * @param reserved what is held for it: what its worst case costs, or less where a hold
 * grows while the call runs
 * @param user the caller's own word, for reports; chooses nothing
 * @param tags likewise
 * @param server whom it was sent to first; empty where that was not noted
 * @param trace empty where it belongs to none
 */
public record AdmittedCall(Ticket ticket, CallId callId, Caller caller, Endpoint endpoint, boolean stream,
        Optional<OriginalModel> asked, CatalogueModel model, Target target, Optional<String> providerKey, Price price,
        Priced priced, Usage worstCase, Money reserved, Optional<String> user, List<String> tags, Way way,
        Instant admittedAt, Optional<ServerAddress> server, Optional<CallTrace> trace) {

    public AdmittedCall {
        tags = List.copyOf(tags);
    }

    /** A call that belongs to no trace. */
    public AdmittedCall(Ticket ticket, CallId callId, Caller caller, Endpoint endpoint, boolean stream,
            Optional<OriginalModel> asked, CatalogueModel model, Target target, Optional<String> providerKey,
            Price price, Priced priced, Usage worstCase, Money reserved, Optional<String> user, List<String> tags,
            Way way, Instant admittedAt) {
        this(ticket, callId, caller, endpoint, stream, asked, model, target, providerKey, price, priced, worstCase,
                reserved, user, tags, way, admittedAt, Optional.empty(), Optional.empty());
    }

    /** Whether a relay carried it; APISIX did if not. */
    public boolean isRelayed() {
        return this.way == Way.RELAY;
    }

    /** The same call, with more reserved. */
    public AdmittedCall withReserved(Money changed) {
        return new AdmittedCall(this.ticket, this.callId, this.caller, this.endpoint, this.stream, this.asked,
                this.model, this.target, this.providerKey, this.price, this.priced, this.worstCase, changed, this.user,
                this.tags, this.way, this.admittedAt, this.server, this.trace);
    }

}
