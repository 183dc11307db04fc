package llmgateway.runner.pipeline;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be undone if a call is not carried to an upstream after all. Thread-safe: a
 * filter may come too late with what it has done.
 */
final class CallEnding {

    private static final Logger log = LoggerFactory.getLogger(CallEnding.class);

    private final List<Runnable> actions = new ArrayList<>(1);

    private boolean notForwarded;

    void ifNotForwarded(Runnable action) {
        synchronized (this) {
            if (!this.notForwarded) {
                this.actions.add(action);
                return;
            }
        }
        run(action);
    }

    void notForwarded() {
        List<Runnable> due;
        synchronized (this) {
            this.notForwarded = true;
            due = List.copyOf(this.actions);
            this.actions.clear();
        }
        due.forEach(CallEnding::run);
    }

    private static void run(Runnable action) {
        try {
            action.run();
        }
        catch (RuntimeException ex) {
            log.error("what a call had taken could not be given back: {}", Failure.describe(ex));
        }
    }

}
