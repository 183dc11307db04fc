package llmgateway.budget.settlement;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.Unavailable.Reason;

/** Whether the store takes settlements, as those notice who bring them. Thread-safe. */
final class StoreOutage {

    private static final Logger logger = LoggerFactory.getLogger(StoreOutage.class);

    private static final Duration BETWEEN_LOGS = Duration.ofMinutes(1);

    private final InstantSource clock;

    private volatile boolean away;

    private Instant lastLog = Instant.EPOCH;

    private boolean logged;

    private Optional<Instant> replayFrom = Optional.empty();

    StoreOutage(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Whether the reason concerns the one request alone and says nothing of the store.
     */
    static boolean isOfOneRequest(Reason reason) {
        return reason == Reason.ERROR || reason == Reason.CLOCK;
    }

    void noticed(Reason reason) {
        if (!this.away && !isOfOneRequest(reason)) {
            begin(reason);
        }
    }

    void noticedAnswer() {
        if (this.away) {
            end();
        }
    }

    boolean isOn() {
        return this.away;
    }

    /**
     * The beginning of what the store may have lost, if there is such; whoever takes it
     * tells the store again or puts it back.
     */
    synchronized Optional<Instant> takeReplayFrom() {
        Optional<Instant> from = this.replayFrom;
        this.replayFrom = Optional.empty();
        return from;
    }

    synchronized void replayFrom(Instant from) {
        this.replayFrom = Optional.of(this.replayFrom.filter(from::isAfter).orElse(from));
    }

    private synchronized void begin(Reason reason) {
        if (!this.away) {
            this.away = true;
            Instant now = this.clock.instant();
            replayFrom(now);
            this.logged = now.isAfter(this.lastLog.plus(BETWEEN_LOGS));
            if (this.logged) {
                this.lastLog = now;
                logger.warn("the store of accounts takes no settlements ({}); they wait until it does", reason);
            }
        }
    }

    private synchronized void end() {
        if (this.away) {
            this.away = false;
            if (this.logged) {
                logger.info("the store of accounts takes settlements again");
            }
        }
    }

}
