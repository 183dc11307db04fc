package llmgateway.runner.a6;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

import llmgateway.runner.handover.FixedPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a successor and then makes room for it: passes calls on, frees the ports,
 * finishes what has begun, and ends this runner.
 */
final class Retirement implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Retirement.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private static final Duration STEP = Duration.ofMillis(5);

    /**
     * For calls that run to be planned and for APISIX to bring them to the relay; those
     * of the successor wait meanwhile.
     */
    private static final Duration SWITCH = Duration.ofSeconds(1);

    /**
     * After which a gateway that uses the last used connection first, as APISIX does, has
     * no use for those that are left.
     */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final SocketClaim claim;

    private final A6Server server;

    private final Successor successor;

    private final List<? extends FixedPort> ports;

    private final Duration grace;

    private final Runnable end;

    /**
     * @param grace for everything that has begun, and for old connections to be used up
     * @param end ends this runner
     */
    Retirement(SocketClaim claim, A6Server server, Successor successor, List<? extends FixedPort> ports, Duration grace,
            Runnable end) {
        this.claim = claim;
        this.server = server;
        this.successor = successor;
        this.ports = List.copyOf(ports);
        this.grace = grace;
        this.end = end;
    }

    @Override
    public void run() {
        try {
            while (!this.claim.isLost()) {
                Thread.sleep(LOOK_EVERY);
            }
            retire();
        }
        catch (InterruptedException ex) {
            // The runner ends for another reason.
            Thread.currentThread().interrupt();
        }
    }

    private void retire() throws InterruptedException {
        log.info("Another runner takes over; this one finishes its calls and ends");
        this.server.passOnTo(this.successor);
        if (!await(() -> !this.server.isBusy() && this.ports.stream().noneMatch(FixedPort::isAwaited), SWITCH)) {
            log.warn("The relay moves to the other runner while calls of this one may still need it here");
        }
        this.ports.forEach(FixedPort::release);
        try {
            this.claim.letGo();
        }
        catch (IOException ex) {
            log.error("The other runner cannot be let in charge: {}", ex.toString());
        }
        Thread.sleep(QUIET);
        await(() -> this.server.isQuietFor(QUIET) && this.ports.stream().noneMatch(FixedPort::isBusy), this.grace);
        this.end.run();
    }

    private static boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            Thread.sleep(STEP);
        }
        return true;
    }

}
