package llmgateway.budget.settlement;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.Organisation;
import llmgateway.budget.settlement.journal.JournalLine;
import llmgateway.budget.settlement.journal.JournalLine.Admitted;
import llmgateway.budget.settlement.journal.JournalLine.Basis;
import llmgateway.budget.settlement.journal.JournalLine.Released;
import llmgateway.budget.settlement.journal.JournalLine.Settled;
import llmgateway.budget.settlement.journal.JournalLine.Taken;
import llmgateway.core.call.Ticket;

/** Reads a journal for what has not reached the store. Holds no more than that. */
final class UnfinishedLines implements Consumer<JournalLine> {

    private static final Logger logger = LoggerFactory.getLogger(UnfinishedLines.class);

    private final Organisation organisation;

    private final Instant remembered;

    private final Map<Ticket, CallEnd> ends = new LinkedHashMap<>();

    private final Map<Ticket, Admitted> admitted = new LinkedHashMap<>();

    private final Instant now;

    private Instant last;

    /**
     * @param remembered since when the store knows what ended. What it held before that
     * was charged when the lease ended, and it would not know it again
     * @param now by this node's clock
     */
    UnfinishedLines(Organisation organisation, Instant remembered, Instant now) {
        this.organisation = organisation;
        this.remembered = remembered;
        this.now = now;
        this.last = now;
    }

    @Override
    public void accept(JournalLine line) {
        this.last = line.at();
        if (line instanceof Admitted call) {
            this.admitted.putIfAbsent(line.ticket(), call);
            return;
        }
        if (!isReportOfUnknownCall(line)) {
            this.admitted.remove(line.ticket());
        }
        switch (line) {
            case Settled settled when settled.taken() -> this.ends.remove(line.ticket());
            case Settled settled when isStillToTell(settled) ->
                this.ends.merge(line.ticket(), JournaledEnd.of(this.organisation, settled), UnfinishedLines::better);
            case Released released when released.taken() -> this.ends.remove(line.ticket());
            case Released released when !released.at().isBefore(this.remembered) ->
                this.ends.putIfAbsent(line.ticket(), JournaledEnd.of(released));
            case Taken ignored -> this.ends.remove(line.ticket());
            default -> {
            }
        }
    }

    /** Ends that the store did not take. */
    List<CallEnd> ends() {
        return List.copyOf(this.ends.values());
    }

    /**
     * Calls that the store never knew. Those which that process carried have ended with
     * it; of the others the end may still be reported.
     */
    List<OpenCall> openCalls() {
        return this.admitted.values().stream().flatMap((line) -> open(line).stream()).toList();
    }

    /** When the last line was written; now if there is none. */
    Instant last() {
        return this.last;
    }

    /** The first, unless only a later one knows whom to charge. */
    private static CallEnd better(CallEnd first, CallEnd later) {
        return (first instanceof CallEnd.Charge && first.admitted().basis() == Basis.ELSEWHERE) ? later : first;
    }

    /** It may have come before the call was read from the journal. */
    private static boolean isReportOfUnknownCall(JournalLine line) {
        return line instanceof Settled settled && settled.basis() == Basis.ELSEWHERE && !settled.taken();
    }

    private boolean isStillToTell(Settled settled) {
        return settled.basis() == Basis.NOT_HELD || !settled.at().isBefore(this.remembered);
    }

    private Optional<OpenCall> open(Admitted line) {
        try {
            Admission admission = new Admission(HeldEntry.call(line.ticket(), line.entry()), false, line.accounts(),
                    false, List.of(), line.lease(), false);
            return Optional
                .of(new OpenCall(admission, line.at(), line.carried() ? this.now : line.at().plus(line.lease())));
        }
        catch (IllegalArgumentException ex) {
            logger.error("a call in the journal cannot be read and will not be charged: {}", ex.toString());
            return Optional.empty();
        }
    }

}
