package llmgateway.e2e.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import llmgateway.e2e.gateway.PluginAnswer;
import llmgateway.e2e.gateway.PluginConf;
import llmgateway.e2e.gateway.RunnerClient;
import llmgateway.e2e.runner.InProcessRunner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConcurrentCallsTest {

    private static final int CALLS = 10_000;

    private static final int CONNECTIONS = 32;

    private static final int HEADERS = 200;

    private static final int CONFIGURATIONS = 5_000;

    private static final int MIB = 1024 * 1024;

    private static final PluginConf MIRROR = PluginConf.of(MirrorFilter.NAME, "{}");

    private static InProcessRunner runner;

    @BeforeAll
    static void start() throws IOException {
        runner = InProcessRunner.start(List.of(MirrorFilter.class, GateFilter.class));
    }

    @AfterAll
    static void stop() throws IOException {
        runner.close();
    }

    @Test
    void R7_S5_nothingIsMixedUpBetweenTenThousandCallsOn32Connections() throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (RunnerClient gateway = new RunnerClient(runner.socket(), HEADERS);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> workers = new ArrayList<>();
            for (int worker = 0; worker < CONNECTIONS; worker++) {
                workers.add(threads.submit(() -> {
                    for (int number = next.getAndIncrement(); number < CALLS; number = next.getAndIncrement()) {
                        NumberedCall call = call(number);
                        call.assertMirrored(gateway.call("mirror", MIRROR, call.facts()));
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
            assertThat(gateway.prepareConfs()).isEqualTo(1);
            assertThat(gateway.tokenFlushes()).isZero();
            assertThat(gateway.violations()).isEmpty();
        }
    }

    @Test
    void R10_aFilterThatBlocksDelaysOnlyItsOwnCall() throws InterruptedException, ExecutionException {
        GateFilter gate = runner.bean(GateFilter.class);
        NumberedCall call = new NumberedCall(1, 10, 3);
        try (RunnerClient gateway = new RunnerClient(runner.socket());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PluginAnswer> held = threads
                .submit(() -> gateway.call("gate", PluginConf.of(GateFilter.NAME, "{}"), call.facts()));
            gate.awaitCall();
            for (int number = 0; number < 200; number++) {
                call.assertMirrored(gateway.call("mirror", MIRROR, call.facts()));
            }
            assertThat(held).isNotDone();
            gate.open();
            assertThat(held.get()).isInstanceOf(PluginAnswer.Verdict.class);
        }
    }

    @Test
    void I10_eachOfManyConfigurationsIsPreparedOnce() {
        NumberedCall call = new NumberedCall(1, 10, 3);
        try (RunnerClient gateway = new RunnerClient(runner.socket())) {
            for (int pass = 0; pass < 2; pass++) {
                for (int conf = 0; conf < CONFIGURATIONS; conf++) {
                    call.assertMirrored(gateway.call("conf-" + conf, MIRROR, call.facts()));
                }
            }
            assertThat(gateway.prepareConfs()).isEqualTo(CONFIGURATIONS);
            assertThat(gateway.tokenFlushes()).isZero();
        }
    }

    /**
     * Mostly small; one in 2,500 has 15 MiB, one in 200 about 1 MiB, one in 20 nothing.
     */
    private static NumberedCall call(int number) {
        SplittableRandom random = new SplittableRandom(number);
        int bytes;
        if (number % 2_500 == 17) {
            bytes = 15 * MIB;
        }
        else if (number % 200 == 3) {
            bytes = random.nextInt(MIB);
        }
        else {
            bytes = (number % 20 == 0) ? 0 : random.nextInt(4096);
        }
        return new NumberedCall(number, bytes, (number % 10 == 0) ? HEADERS : random.nextInt(20));
    }

}
