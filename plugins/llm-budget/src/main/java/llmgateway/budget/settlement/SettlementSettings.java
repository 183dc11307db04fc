package llmgateway.budget.settlement;

import java.time.Duration;
import java.util.Optional;

import llmgateway.budget.settlement.journal.JournalSettings;

/**
 * @param interval between two rounds of reaping, of renewing leases and of sending again,
 * give or take a tenth; 1 s
 * @param mostWaiting settlements that this node keeps in memory, some 2 KiB each, while
 * the store is away; 100,000. Those beyond are in the journal alone; without one a call
 * is charged its worst case when its lease ends
 * @param leaseWithoutLimits how long a call that counts against no limit may go
 * unreported; 1 h
 * @param longestRenewed after so long a lease is renewed no more, so that a call whose
 * end is lost to an error cannot hold for ever; 6 h
 * @param journal empty for none
 */
public record SettlementSettings(Duration interval, int mostWaiting, Duration leaseWithoutLimits,
        Duration longestRenewed, Optional<JournalSettings> journal) {

    public static final SettlementSettings DEFAULT = new SettlementSettings(Duration.ofSeconds(1), 100_000,
            Duration.ofHours(1), Duration.ofHours(6), Optional.empty());

    public SettlementSettings {
        if (interval.toMillis() < 1 || mostWaiting < 1) {
            throw new IllegalArgumentException("settlements are sent again at intervals, at least one of them");
        }
    }

    public SettlementSettings withMostWaiting(int mostWaiting) {
        return new SettlementSettings(this.interval, mostWaiting, this.leaseWithoutLimits, this.longestRenewed,
                this.journal);
    }

    public SettlementSettings withJournal(JournalSettings journal) {
        return new SettlementSettings(this.interval, this.mostWaiting, this.leaseWithoutLimits, this.longestRenewed,
                Optional.of(journal));
    }

}
