package llmgateway.budget.account.redis;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.HoldRequest;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Unavailable;
import llmgateway.core.call.Ticket;

/**
 * Releases holds whose answer never came, once Redis answers again: a frozen Redis
 * carries out on waking what it was sent, and no call is behind it any more. Where the
 * release comes first, it keeps the hold from taking effect.
 */
final class UncertainHolds implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(UncertainHolds.class);

    private static final int MOST = 10_000;

    private final BlockingQueue<Uncertain> waiting = new LinkedBlockingQueue<>(MOST);

    private final Accounts accounts;

    private final Duration pause;

    private final Thread releasing;

    UncertainHolds(Accounts accounts, Duration pause) {
        this.accounts = accounts;
        this.pause = pause;
        this.releasing = Thread.ofVirtual().name("llm-uncertain-holds").unstarted(this::release);
    }

    void start() {
        this.releasing.start();
    }

    void add(HoldRequest request) {
        if (!this.waiting.offer(new Uncertain(request.organisation(), request.ticket()))) {
            logger.warn("too many holds without an answer; one is left to its lease");
        }
    }

    private void release() {
        try {
            while (true) {
                Uncertain hold = this.waiting.take();
                if (this.accounts.release(hold.organisation(), hold.ticket()) instanceof Unavailable unavailable
                        && unavailable.reason() != Unavailable.Reason.FORGOTTEN) {
                    this.waiting.offer(hold);
                    Thread.sleep(this.pause);
                }
            }
        }
        catch (InterruptedException ex) {
            // closed: what is left is up to the leases
        }
    }

    @Override
    public void close() {
        this.releasing.interrupt();
    }

    private record Uncertain(Organisation organisation, Ticket ticket) {
    }

}
