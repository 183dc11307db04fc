package llmgateway.runner.pipeline;

import java.time.Duration;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the filters of each call on a virtual thread of its own, so that one that blocks
 * delays only its call, and ends the call at its deadline whatever they do.
 */
final class ChainRunner {

    private static final Logger log = LoggerFactory.getLogger(ChainRunner.class);

    private final Duration deadline;

    ChainRunner(Duration deadline) {
        this.deadline = deadline;
    }

    /**
     * @param start enters the chain's first filter
     */
    ChainEnd run(PreparedChain.Ready prepared, FilterRun run, Extras extras, Consumer<CallChain> start) {
        CallChain chain = new CallChain(prepared.filters(), run);
        Thread filters = Thread.ofVirtual().unstarted(() -> {
            try {
                start.accept(chain);
            }
            catch (Throwable ex) {
                run.failed("", ex);
            }
        });
        filters.start();
        ChainEnd end = await(run);
        if (extras.close()) {
            end = new ChainEnd.Abandoned();
        }
        logEnd(end, run);
        if (end instanceof ChainEnd.TimedOut || end instanceof ChainEnd.Abandoned) {
            filters.interrupt();
        }
        return end;
    }

    private ChainEnd await(FilterRun run) {
        try {
            return run.await(this.deadline);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return new ChainEnd.Abandoned();
        }
    }

    private void logEnd(ChainEnd end, FilterRun run) {
        switch (end) {
            case ChainEnd.Finished() -> {
            }
            case ChainEnd.Failed(String plugin, Throwable cause) ->
                log.error("{}: plugin '{}' failed: {}", run.callId(), plugin, Failure.describe(cause));
            case ChainEnd.TimedOut(String plugin) -> log.error("{}: plugin '{}' did not come to an end within {} ms",
                    run.callId(), plugin, this.deadline.toMillis());
            case ChainEnd.Abandoned() -> log.warn("{}: ended while the gateway owed an answer", run.callId());
        }
    }

}
