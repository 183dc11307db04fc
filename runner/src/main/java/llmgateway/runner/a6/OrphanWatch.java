package llmgateway.runner.a6;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a runner whose parent process has ended, once a successor has had the time to
 * come: an APISIX that reloads ends what started its runner before there is another.
 */
final class OrphanWatch {

    private static final Logger log = LoggerFactory.getLogger(OrphanWatch.class);

    private final Duration grace;

    private final Runnable end;

    /**
     * @param grace from the parent's end
     * @param end run if this process has not ended by then
     */
    OrphanWatch(Duration grace, Runnable end) {
        this.grace = grace;
        this.end = end;
        ProcessHandle.current()
            .parent()
            .ifPresent((parent) -> parent.onExit().thenRun(() -> Thread.ofPlatform().daemon().start(this::linger)));
    }

    private void linger() {
        log.info("What started this runner has ended; it waits {} ms for a successor", this.grace.toMillis());
        try {
            Thread.sleep(this.grace);
            this.end.run();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
