package llmgateway.budget.override;

import java.time.Duration;

/**
 * Brings overrides that other nodes have granted to this one. While the store is away
 * those known last hold.
 */
public final class OverrideRefresh implements AutoCloseable {

    private final OverrideStore store;

    private final Overrides overrides;

    private final Duration interval;

    private final Thread refreshing;

    public OverrideRefresh(OverrideStore store, Overrides overrides, Duration interval) {
        this.store = store;
        this.overrides = overrides;
        this.interval = interval;
        this.refreshing = Thread.ofVirtual().name("llm-budget-overrides").unstarted(this::run);
    }

    public void start() {
        this.refreshing.start();
    }

    /** Looks once. */
    public void refresh() {
        this.store.all().ifPresent(this.overrides::replace);
    }

    private void run() {
        try {
            while (true) {
                refresh();
                Thread.sleep(this.interval);
            }
        }
        catch (InterruptedException ex) {
            // closed
        }
    }

    @Override
    public void close() {
        this.refreshing.interrupt();
    }

}
