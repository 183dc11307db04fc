package llmgateway.e2e.fuzz;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import llmgateway.e2e.gateway.CallFacts;
import llmgateway.e2e.gateway.wire.Frame;
import llmgateway.e2e.gateway.wire.GatewayMessages;
import llmgateway.e2e.gateway.wire.GatewayMessages.HttpReqCall;
import llmgateway.e2e.gateway.wire.RunnerConnection;
import llmgateway.e2e.gateway.wire.RunnerMessage;
import llmgateway.e2e.gateway.wire.RunnerMessage.Entry;
import llmgateway.e2e.load.MirrorFilter;
import llmgateway.e2e.load.NumberedCall;
import llmgateway.e2e.runner.InProcessRunner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Broken frames break their own connection at most. */
class FuzzedFramesTest {

    private static final int MUTANTS = 100_000;

    private static final int WARM_UP = 2_000;

    private static final int THREADS = 4;

    /** Mutants of a worker between two calls of the bystander. */
    private static final int BYSTANDERS_TURN = 25;

    private static final long SEED = 20261123;

    /** For files that the JVM itself opens and threads it starts meanwhile. */
    private static final int TOLERANCE = 8;

    private static InProcessRunner runner;

    private static long token;

    @TempDir
    private Path scratch;

    @BeforeAll
    static void start() throws IOException {
        runner = InProcessRunner.start(List.of(MirrorFilter.class), "logging.level.root=OFF");
        try (RunnerConnection connection = RunnerConnection.open(runner.socket())) {
            connection.send(prepareConf());
            token = ((RunnerMessage.Prepared) connection.receiveMessage()).token();
        }
    }

    @AfterAll
    static void stop() throws IOException {
        runner.close();
    }

    @Test
    void R12_R13_R16_brokenFramesHarmNobodyElseAndLeakNothing() throws Exception {
        Semaphore turns = new Semaphore(0);
        AtomicBoolean over = new AtomicBoolean();
        try (RunnerConnection bystander = RunnerConnection.open(runner.socket());
                ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            Future<Integer> unharmed = threads.submit(() -> callUntil(over, turns, bystander));
            try {
                fuzz(threads, WARM_UP, SEED, turns);
                OwnResources before = OwnResources.now(this.scratch);
                int answered = fuzz(threads, MUTANTS, SEED + 1, turns);
                assertThat(answered).as("mutants that got something back").isBetween(MUTANTS / 20, MUTANTS * 19 / 20);
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    OwnResources after = OwnResources.now(this.scratch);
                    assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + TOLERANCE);
                    assertThat(after.openFiles()).as("open files").isLessThanOrEqualTo(before.openFiles() + TOLERANCE);
                });
            }
            finally {
                over.set(true);
                turns.release();
            }
            assertThat(unharmed.get()).as("calls of the bystander, on one connection").isPositive();
        }
    }

    @Test
    void R13_brokenAnswersToItsQuestionsHarmNobodyElse() throws Exception {
        Mutator mutator = new Mutator(new SplittableRandom(SEED),
                List.of(GatewayMessages.extraInfo(Optional.of("call 1".getBytes(StandardCharsets.UTF_8))),
                        GatewayMessages.extraInfo(Optional.empty())));
        for (int count = 0; count < 2_000; count++) {
            byte[] mutant = mutator.next();
            try (RunnerConnection connection = RunnerConnection.open(runner.socket())) {
                connection.send(call(count));
                assertThat(connection.receiveMessage()).isInstanceOf(RunnerMessage.AskVariable.class);
                send(connection, mutant);
                drain(connection, "answer " + count);
            }
        }
        try (RunnerConnection connection = RunnerConnection.open(runner.socket())) {
            callOnce(connection, 1);
        }
    }

    /** How many of the mutants got something back. */
    private int fuzz(ExecutorService threads, int mutants, long seed, Semaphore turns) throws Exception {
        SplittableRandom seeds = new SplittableRandom(seed);
        List<Future<Integer>> workers = new ArrayList<>();
        for (int worker = 0; worker < THREADS; worker++) {
            long workerSeed = seeds.nextLong();
            workers.add(threads.submit(() -> {
                Mutator mutator = new Mutator(new SplittableRandom(workerSeed), validFrames());
                int answered = 0;
                for (int count = 0; count < mutants / THREADS; count++) {
                    if (count % BYSTANDERS_TURN == 0) {
                        turns.release();
                    }
                    byte[] mutant = mutator.next();
                    try (RunnerConnection connection = RunnerConnection.open(runner.socket())) {
                        send(connection, mutant);
                        answered += Math.min(1, drain(connection, "seed " + workerSeed + ", mutant " + count));
                    }
                }
                return answered;
            }));
        }
        int answered = 0;
        for (Future<Integer> worker : workers) {
            answered += worker.get();
        }
        return answered;
    }

    /** The runner may close at the first wrong byte, so the rest may not get through. */
    private static void send(RunnerConnection connection, byte[] mutant) {
        try {
            connection.sendRaw(mutant);
            connection.endOutput();
        }
        catch (IOException ex) {
            // Closed already: that is for drain to see.
        }
    }

    /** Whatever it says before it closes is well-formed; gives how much that was. */
    private static int drain(RunnerConnection connection, String mutant) {
        int messages = 0;
        try {
            while (true) {
                connection.receiveMessage();
                messages++;
            }
        }
        catch (EOFException ex) {
            // Closed in good order.
        }
        catch (IOException ex) {
            // A socket closed with unread input is reset; anything else is a failure.
            assertThat(ex).as(mutant).hasMessageContaining("reset");
        }
        return messages;
    }

    private static int callUntil(AtomicBoolean over, Semaphore turns, RunnerConnection connection)
            throws IOException, InterruptedException {
        int calls = 0;
        while (!over.get()) {
            turns.acquire();
            callOnce(connection, calls++);
        }
        return calls;
    }

    private static void callOnce(RunnerConnection connection, int number) throws IOException {
        NumberedCall numbered = new NumberedCall(number, number % 2_000, 5);
        CallFacts facts = numbered.facts();
        connection.send(call(number));
        while (true) {
            switch (connection.receiveMessage()) {
                case RunnerMessage.AskVariable ask -> connection.send(GatewayMessages
                    .extraInfo(GatewayMessages.utf8(Optional.ofNullable(facts.variables().get(ask.name())))));
                case RunnerMessage.AskRequestBody _ignored -> connection
                    .send(GatewayMessages.extraInfo(Optional.of(facts.body()).filter((body) -> body.length > 0)));
                case RunnerMessage message -> {
                    numbered.assertMirrored(message);
                    return;
                }
            }
        }
    }

    private static List<Frame> validFrames() {
        return List.of(
                prepareConf(), call(7), call(1_999), call(0), GatewayMessages.httpRespCall(5, 200,
                        List.of(new Entry("content-type", Optional.of("text/plain"))), token),
                GatewayMessages.extraInfo(Optional.of(new byte[40])));
    }

    private static Frame prepareConf() {
        return GatewayMessages.prepareConf("route#1", List.of(new Entry(MirrorFilter.NAME, Optional.of("{}"))));
    }

    private static Frame call(int number) {
        CallFacts facts = new NumberedCall(number, number % 2_000, 5).facts();
        return GatewayMessages.httpReqCall(new HttpReqCall(number, facts.sourceIp(), facts.method(), facts.path(),
                facts.args(), facts.headers(), token));
    }

}
