package llmgateway.metrics.accounting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallSettlement;
import llmgateway.core.ledger.Settlements;

/** Settlements of one node in memory, whose store can be switched off. */
public final class BookedSettlements implements Settlements {

    public final List<CallSettlement> settled = new ArrayList<>();

    public final List<Ticket> released = new ArrayList<>();

    /** Calls that this node admitted. */
    private final Map<Ticket, AdmittedCall> here = new HashMap<>();

    /** Calls that another node admitted. */
    private final Map<Ticket, AdmittedCall> elsewhere = new HashMap<>();

    private final List<Ticket> ended = new ArrayList<>();

    private boolean away;

    public BookedSettlements admittedHere(AdmittedCall call) {
        this.here.put(call.ticket(), call);
        return this;
    }

    public BookedSettlements admittedElsewhere(AdmittedCall call) {
        this.elsewhere.put(call.ticket(), call);
        return this;
    }

    public void away(boolean isAway) {
        this.away = isAway;
    }

    public CallSettlement onlySettled() {
        if (this.settled.size() != 1) {
            throw new AssertionError("settled: " + this.settled);
        }
        return this.settled.getFirst();
    }

    @Override
    public void open(AdmittedCall call) {
        this.here.put(call.ticket(), call);
    }

    @Override
    public Optional<AdmittedCall> findHere(Ticket ticket) {
        return Optional.ofNullable(this.here.get(ticket));
    }

    @Override
    public Finding find(Ticket ticket) {
        if (this.away) {
            return new Finding.Unavailable();
        }
        if (this.ended.contains(ticket)) {
            return new Finding.Ended();
        }
        return Optional.ofNullable(this.elsewhere.get(ticket))
            .<Finding>map(Finding.Open::new)
            .orElseGet(Finding.Unknown::new);
    }

    @Override
    public Settling settle(CallSettlement settlement) {
        if (this.ended.contains(settlement.ticket())) {
            return Settling.REPEATED;
        }
        end(settlement.ticket());
        this.settled.add(settlement);
        return this.away ? Settling.PENDING : Settling.SETTLED;
    }

    @Override
    public void release(Ticket ticket) {
        end(ticket);
        this.released.add(ticket);
    }

    private void end(Ticket ticket) {
        this.here.remove(ticket);
        this.elsewhere.remove(ticket);
        this.ended.add(ticket);
    }

}
