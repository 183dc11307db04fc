package llmgateway.budget.admission;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

import llmgateway.budget.account.memory.InMemoryAccounts;

/**
 * What this node counts alone while the store is away: begun anew with every outage,
 * since what it counted in the last one has been brought to the store. Thread-safe.
 */
public final class LocalAccounts {

    private static final Duration REMEMBERED = Duration.ofHours(2);

    private final InstantSource clock;

    private final AtomicReference<InMemoryAccounts> current;

    public LocalAccounts(InstantSource clock) {
        this.clock = clock;
        this.current = new AtomicReference<>(fresh());
    }

    public InMemoryAccounts current() {
        return this.current.get();
    }

    /** Forgets everything: the store is back. */
    public void beginAnew() {
        this.current.set(fresh());
    }

    private InMemoryAccounts fresh() {
        // The ledger is the store's: what happens here is brought there later.
        return new InMemoryAccounts(this.clock, REMEMBERED, (line) -> {
        });
    }

}
