package llmgateway.budget.override;

import java.time.Duration;

import llmgateway.budget.loop.Loop;

/**
 * Brings overrides that other nodes have granted to this one. While the store is away
 * those known last hold.
 */
public final class OverrideRefresh implements AutoCloseable {

    private final Loop refreshing;

    private OverrideRefresh(Loop refreshing) {
        this.refreshing = refreshing;
    }

    public static OverrideRefresh start(OverrideStore store, Overrides overrides, Duration interval) {
        return new OverrideRefresh(Loop.start("llm-budget-overrides", interval, () -> refresh(store, overrides)));
    }

    /** Looks once. */
    static void refresh(OverrideStore store, Overrides overrides) {
        store.all().ifPresent(overrides::replace);
    }

    @Override
    public void close() {
        this.refreshing.close();
    }

}
