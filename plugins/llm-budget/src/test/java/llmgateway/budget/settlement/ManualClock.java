package llmgateway.budget.settlement;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Moves when told to. */
final class ManualClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-11-24T10:00:00Z");

    @Override
    public Instant instant() {
        return this.now;
    }

    void advance(Duration duration) {
        this.now = this.now.plus(duration);
    }

    void set(Instant instant) {
        this.now = instant;
    }

}
