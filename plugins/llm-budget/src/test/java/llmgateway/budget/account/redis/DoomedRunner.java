package llmgateway.budget.account.redis;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

import llmgateway.budget.account.HoldResult.Held;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.ReleaseResult.Released;
import llmgateway.budget.account.SettleResult.Settled;
import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

/**
 * A runner that makes calls until it is killed, and says on its output what Redis has
 * confirmed to it.
 */
final class DoomedRunner {

    static final String CAP = "1000";

    private static final int THREADS = 4;

    private final Calls calls;

    private final Node node;

    private final PrintStream confirmed = new PrintStream(System.out, true, StandardCharsets.US_ASCII);

    private DoomedRunner(Organisation organisation, String address) {
        this.calls = Calls.underCap(organisation, CAP);
        this.node = Node.on(address);
    }

    public static void main(String[] arguments) {
        DoomedRunner runner = new DoomedRunner(new Organisation(arguments[1]), arguments[0]);
        long seed = Long.parseLong(arguments[2]);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < THREADS; i++) {
                RandomGenerator random = new SplittableRandom(seed + i);
                threads.execute(() -> runner.callForever(random));
            }
        }
    }

    private void callForever(RandomGenerator random) {
        while (true) {
            Ticket ticket = this.calls.ticket();
            Money amount = new Money(random.nextLong(1, 1_000_000));
            if (!(this.calls.hold(this.node.accounts(), ticket, amount) instanceof Held)) {
                continue;
            }
            say("held", ticket, amount);
            if (random.nextInt(3) == 0) {
                this.calls.resize(this.node.accounts(), ticket, 1, amount.times(2));
            }
            if (random.nextInt(5) == 0) {
                if (this.calls.release(this.node.accounts(), ticket) instanceof Released) {
                    say("released", ticket, Money.ZERO);
                }
            }
            else if (this.calls.settle(this.node.accounts(), ticket,
                    new Money(random.nextLong(2_000_000))) instanceof Settled settled) {
                say("settled", ticket, settled.charged());
            }
        }
    }

    private void say(String what, Ticket ticket, Money amount) {
        this.confirmed.println(what + " " + ticket.value() + " " + amount.nanos());
    }

}
