package llmgateway.budget.account.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.HoldResult.Held;
import llmgateway.budget.account.HoldResult.Refused;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.SettleResult.Settled;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

import static org.assertj.core.api.Assertions.assertThat;

class RedisAccountsRaceTest {

    private static final int THREADS = 64;

    private static RedisProcess redis;

    private static List<Node> nodes;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        nodes = List.of(Node.on(redis.address()), Node.on(redis.address()), Node.on(redis.address()));
    }

    @AfterAll
    static void stop() {
        nodes.forEach(Node::close);
        redis.close();
    }

    @Test
    void C1_64clientsOnTwoNodesNeverPassTheCapByANano() throws Exception {
        Calls calls = Calls.underCap("1.00");
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicLong charged = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        long seed = RandomGenerator.getDefault().nextLong();
        try (ExecutorService sampling = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Long> samples = sampling.submit(() -> sampleWhile(running, calls));
            together((thread) -> {
                Accounts accounts = nodes.get(thread % 2).accounts();
                RandomGenerator random = new SplittableRandom(seed + thread);
                for (int i = 0; i < 30; i++) {
                    Ticket ticket = calls.ticket();
                    if (calls.hold(accounts, ticket, Money.parse("0.020000001")) instanceof Refused) {
                        refused.incrementAndGet();
                        continue;
                    }
                    Money cost = new Money(random.nextLong(2_000_001));
                    if (calls.settle(accounts, ticket, cost) instanceof Settled settled) {
                        charged.addAndGet(settled.charged().nanos());
                    }
                }
                return thread;
            });
            running.set(false);
            assertThat(samples.get()).as("samples taken").isPositive();
        }

        Balance end = calls.balance(nodes.get(2).accounts());
        assertThat(end.held()).isZero();
        assertThat(end.used()).as("seed %d", seed).isEqualTo(charged.get()).isPositive();
        assertThat(ledgerSum(calls)).isEqualTo(charged.get());
        assertThat(refused.get()).as("the cap was reached").isPositive();
        assertThat(calls.callsInFlight(nodes.get(2).accounts())).isZero();
    }

    @Test
    void C2_64firstRequestsOfANewConsumerShareOneAccount() throws Exception {
        Calls calls = Calls.underCap("1.00");

        List<HoldResult> results = together(
                (thread) -> calls.hold(nodes.get(thread % 2).accounts(), calls.ticket(), Money.parse("0.10")));

        assertThat(results.stream().filter(Held.class::isInstance)).hasSize(10);
        assertThat(results.stream().filter(Refused.class::isInstance)).hasSize(THREADS - 10);
        assertThat(calls.balance(nodes.get(2).accounts()).held()).isEqualTo(Money.parse("1.00").nanos());
    }

    @Test
    void C3_64settlementsOfOneTicketChargeOnce() throws Exception {
        Calls calls = Calls.underCap("1.00");
        Ticket ticket = calls.ticket();
        calls.hold(nodes.getFirst().accounts(), ticket, Money.parse("0.50"));

        together((thread) -> calls.settle(nodes.get(thread % 2).accounts(), ticket, new Money(thread)));

        long used = calls.balance(nodes.get(2).accounts()).used();
        assertThat(used).isBetween(0L, (long) THREADS);
        assertThat(RedisLedger.read(redis, calls.organisation())).singleElement()
            .satisfies((line) -> assertThat(line.charge().nanos()).isEqualTo(used));
    }

    @Test
    void I6_manyNodesMayExpireAtTheSameTime() throws Exception {
        Calls calls = Calls.underCap("1.00");
        for (int i = 0; i < 50; i++) {
            Ticket ticket = calls.ticket();
            calls.hold(nodes.getFirst().accounts(), ticket, Money.parse("0.01"));
            nodes.getFirst().accounts().extendLease(calls.organisation(), ticket, Duration.ZERO);
        }

        together((thread) -> nodes.get(thread % 3).accounts().expire(calls.organisation(), 5));

        assertThat(RedisLedger.read(redis, calls.organisation())).hasSize(50);
        assertThat(calls.balance(nodes.get(2).accounts()).used()).isEqualTo(Money.parse("0.50").nanos());
        assertThat(calls.balance(nodes.get(2).accounts()).held()).isZero();
    }

    private static long sampleWhile(AtomicBoolean running, Calls calls) {
        long samples = 0;
        while (running.get()) {
            Balance balance = calls.balance(nodes.get(2).accounts());
            assertThat(balance.used() + balance.held()).isLessThanOrEqualTo(balance.cap());
            samples++;
        }
        return samples;
    }

    private static long ledgerSum(Calls calls) {
        return RedisLedger.read(redis, calls.organisation())
            .stream()
            .map(LedgerLine::charge)
            .mapToLong(Money::nanos)
            .sum();
    }

    /** Starts all threads at one instant and gives what each came to. */
    private static <T> List<T> together(Task<T> task) throws InterruptedException, ExecutionException {
        CyclicBarrier barrier = new CyclicBarrier(THREADS);
        List<T> results = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                tasks.add(() -> {
                    barrier.await();
                    return task.run(thread);
                });
            }
            for (Future<T> result : executor.invokeAll(tasks)) {
                results.add(result.get());
            }
        }
        return results;
    }

    private interface Task<T> {

        T run(int thread);

    }

}
