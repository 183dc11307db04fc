package llmgateway.runner;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.ledger.CallReports;

/** Keeps what it is told of calls, for tests to wait for. */
public final class ToldReports implements CallReports {

    private final BlockingQueue<CallReport> ended = new LinkedBlockingQueue<>();

    private final BlockingQueue<Ticket> neverSent = new LinkedBlockingQueue<>();

    @Override
    public void ended(CallReport report) {
        this.ended.add(report);
    }

    @Override
    public void neverSent(Ticket ticket) {
        this.neverSent.add(ticket);
    }

    /** The next report of a call that was sent. */
    public CallReport ended() throws InterruptedException {
        return this.ended.take();
    }

    /** The next ticket of a call that was not. */
    public Ticket neverSent() throws InterruptedException {
        return this.neverSent.take();
    }

    public boolean isEmpty() {
        return this.ended.isEmpty() && this.neverSent.isEmpty();
    }

}
