package llmgateway.budget.account.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import llmgateway.budget.account.Balance;
import llmgateway.budget.account.Ending;
import llmgateway.budget.account.ExpireResult.Expired;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

import static org.assertj.core.api.Assertions.assertThat;

/** Runners are killed between any two steps of their calls. */
class RedisAccountsCrashTest {

    private static final int RUNNERS = 3;

    private static final int CONFIRMATIONS = 400;

    private final long seed = RandomGenerator.getDefault().nextLong();

    private final Calls calls = Calls.underCap(new Organisation("crash"), DoomedRunner.CAP);

    @Test
    void I6_killedRunnersLoseNoChargeAndDoubleNone() throws Exception {
        try (RedisProcess redis = RedisProcess.start(); Node survivor = Node.on(redis.address())) {
            this.calls.balance(survivor.accounts());
            List<String> confirmed = runAndKill(redis.address());
            List<Ticket> orphans = openTickets(redis);
            orphans
                .forEach((ticket) -> survivor.accounts().extendLease(this.calls.organisation(), ticket, Duration.ZERO));

            Expired expired = (Expired) survivor.accounts().expire(this.calls.organisation(), 1000);

            assertThat(expired.tickets()).hasSameSizeAs(orphans);
            Map<String, LedgerLine> ledger = byTicket(RedisLedger.read(redis, this.calls.organisation()));
            Balance balance = this.calls.balance(survivor.accounts());
            assertThat(balance.held()).isZero();
            assertThat(this.calls.callsInFlight(survivor.accounts())).isZero();
            assertThat(balance.used()).as("seed %d", this.seed)
                .isEqualTo(ledger.values().stream().map(LedgerLine::charge).mapToLong(Money::nanos).sum());
            orphans.forEach((ticket) -> assertThat(ledger.get(ticket.value())).as("orphan is in the ledger, marked")
                .matches((line) -> line.reason() == Ending.Kind.EXPIRED));
            assertThat(ledger.values().stream().filter((line) -> line.reason() == Ending.Kind.EXPIRED))
                .hasSameSizeAs(orphans);
            confirmed.forEach((line) -> isInTheLedger(line.split(" "), ledger));
        }
    }

    private static void isInTheLedger(String[] confirmation, Map<String, LedgerLine> ledger) {
        String ticket = confirmation[1];
        switch (confirmation[0]) {
            case "settled" -> assertThat(ledger.get(ticket)).as("confirmed settlement")
                .matches((line) -> line.reason() == Ending.Kind.SETTLED
                        && line.charge().nanos() == Long.parseLong(confirmation[2]));
            case "released" -> assertThat(ledger).as("released call").doesNotContainKey(ticket);
            default -> {
                // held: what became of it is told by the other lines, or it is an orphan
            }
        }
    }

    /** Kills each runner after a random number of confirmations; gives all of them. */
    private List<String> runAndKill(String address) throws Exception {
        RandomGenerator random = new SplittableRandom(this.seed);
        List<Future<List<String>>> outputs = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < RUNNERS; i++) {
                long runnersSeed = random.nextLong();
                int lifetime = random.nextInt(CONFIRMATIONS, 2 * CONFIRMATIONS);
                outputs.add(executor.submit(() -> runUntil(lifetime, address, runnersSeed)));
            }
        }
        List<String> confirmed = new ArrayList<>();
        for (Future<List<String>> output : outputs) {
            confirmed.addAll(output.get());
        }
        return confirmed;
    }

    private List<String> runUntil(int lifetime, String address, long runnersSeed) throws IOException {
        Process runner = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), DoomedRunner.class.getName(), address,
                this.calls.organisation().id(), Long.toString(runnersSeed))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
        List<String> confirmed = new ArrayList<>();
        try (BufferedReader output = runner.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.matches("(held|released|settled) [0-9a-f]{32} \\d+")) {
                    confirmed.add(line);
                }
                if (confirmed.size() == lifetime) {
                    runner.toHandle().destroyForcibly(); // leaves the output readable to
                                                         // its end
                }
            }
        }
        assertThat(confirmed).as("confirmations before the kill").hasSizeGreaterThanOrEqualTo(lifetime);
        return confirmed;
    }

    private List<Ticket> openTickets(RedisProcess redis) {
        return ((List<?>) redis.command("ZRANGE", "llm:{" + this.calls.organisation().id() + "}:leases", "0", "-1"))
            .stream()
            .map((ticket) -> new Ticket(ticket.toString()))
            .toList();
    }

    private static Map<String, LedgerLine> byTicket(List<LedgerLine> ledger) {
        Map<String, LedgerLine> byTicket = new HashMap<>();
        ledger.forEach((line) -> assertThat(byTicket.put(line.ticket().value(), line)).as("charged twice").isNull());
        return byTicket;
    }

}
