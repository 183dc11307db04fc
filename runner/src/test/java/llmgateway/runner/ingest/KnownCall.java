package llmgateway.runner.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallSettlement;
import llmgateway.core.ledger.Settlements;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.money.Money;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.price.Price;
import llmgateway.core.price.Rates;
import llmgateway.core.upstream.Target;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/** Settlements that know one call, by its ticket. */
public final class KnownCall implements Settlements {

    public static final Ticket TICKET = new Ticket("0123456789abcdef0123456789abcdef");

    final List<CallSettlement> settled = new ArrayList<>();

    /** Makes whoever asks for a call wait. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    /** Where somebody has asked for a call. */
    final CountDownLatch asked = new CountDownLatch(1);

    volatile boolean away;

    @Override
    public void open(AdmittedCall call) {
        throw new AssertionError("nothing is admitted here");
    }

    @Override
    public Optional<AdmittedCall> findHere(Ticket ticket) {
        return Optional.empty();
    }

    @Override
    public Finding find(Ticket ticket) {
        this.asked.countDown();
        try {
            this.gate.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        if (this.away) {
            return new Finding.Unavailable();
        }
        return ticket.equals(TICKET) ? new Finding.Open(call()) : new Finding.Unknown();
    }

    private static AdmittedCall call() {
        Price price = Price.of(new Rates(Map.of(Meter.INPUT_TOKENS, 2_000_000_000L)));
        return new AdmittedCall(TICKET, new CallId("call_1"), Caller.UNKNOWN, Endpoint.CHAT_COMPLETIONS, false,
                Optional.empty(), new CatalogueModel("m"), new Target("p", Dialect.OPENAI, new RequestModel("m")),
                Optional.empty(), price, Priced.LISTED, Usage.NONE, Money.parse("1"), Optional.empty(), List.of(),
                Way.DIRECT, Instant.EPOCH);
    }

    @Override
    public Settling settle(CallSettlement settlement) {
        this.settled.add(settlement);
        return Settling.SETTLED;
    }

    @Override
    public void release(Ticket ticket) {
        throw new AssertionError("nothing is released here");
    }

}
