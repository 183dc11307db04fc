package llmgateway.budget.redis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.AccountEvents;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Unavailable.Reason;

/**
 * Whether one organisation's part of Redis serves: opens a circuit when it is silent, and
 * logs each reason once until it serves again. Thread-safe.
 */
public final class RedisHealth implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(RedisHealth.class);

    private static final Set<Reason> SILENCE = Set.of(Reason.TIMEOUT, Reason.CONNECTION, Reason.BUSY, Reason.CLUSTER);

    private final String what;

    private final Organisation organisation;

    private final AccountEvents events;

    private final Circuit circuit;

    private final Set<Reason> reported = ConcurrentHashMap.newKeySet();

    /**
     * @param what for the log, such as {@code rates}
     * @param probe whether Redis answers
     */
    public RedisHealth(String what, Organisation organisation, AccountEvents events, int failuresToOpen,
            Duration probeInterval, BooleanSupplier probe) {
        this.what = what;
        this.organisation = organisation;
        this.events = events;
        this.circuit = new Circuit(failuresToOpen, probeInterval, probe, this::opened, this::closed);
    }

    /** Whether to ask at all. */
    public boolean isAway() {
        return this.circuit.isOpen();
    }

    /** Redis has answered. */
    public void answered() {
        this.circuit.succeeded();
    }

    /** Redis has stored something: it does all that it is for. */
    public void served() {
        answered();
        if (!this.reported.isEmpty()) {
            this.reported.clear();
            logger.info("{} of {}: served again", this.what, this.organisation.id());
        }
    }

    /** A call was not asked for, because of {@link #isAway}. */
    public Reason spared() {
        this.events.unavailable(this.organisation, Reason.CIRCUIT_OPEN);
        return Reason.CIRCUIT_OPEN;
    }

    /** A call had no answer. */
    public Reason failed(RedisFailure failure) {
        Reason reason = failure.reason();
        this.events.unavailable(this.organisation, reason);
        if (this.reported.add(reason)) {
            logger.warn("{} of {}: unavailable ({}) {}", this.what, this.organisation.id(), reason, failure.detail());
        }
        if (SILENCE.contains(reason)) {
            this.circuit.failed();
        }
        return reason;
    }

    @Override
    public void close() {
        this.circuit.abandon();
    }

    private void opened() {
        logger.warn("{} of {}: Redis does not answer; not asking it until it does", this.what, this.organisation.id());
        this.events.circuitOpened(this.organisation);
    }

    private void closed() {
        logger.info("{} of {}: Redis answers again", this.what, this.organisation.id());
        this.events.circuitClosed(this.organisation);
    }

}
