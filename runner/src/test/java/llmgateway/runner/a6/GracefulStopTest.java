package llmgateway.runner.a6;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import llmgateway.runner.a6.GatewayFrames.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class GracefulStopTest {

    @TempDir
    Path directory;

    private final CountDownLatch entered = new CountDownLatch(1);

    private final CountDownLatch release = new CountDownLatch(1);

    private final NamedFilter waiting = new NamedFilter("waiting", (request, response, chain) -> {
        this.entered.countDown();
        this.release.await();
        chain.filter(request, response);
    });

    @Test
    void runningCallsAreAnsweredIdleConnectionsClosedNewOnesRefused() throws Exception {
        RunnerFixture runner = new RunnerFixture(this.directory, List.of(this.waiting));
        try (GatewayPeer idle = runner.connect(); GatewayPeer busy = runner.connect()) {
            long token = idle.prepare("key", Map.of("waiting", ""));
            busy.send(GatewayFrames.requestCall(Call.get("/"), token));
            this.entered.await();

            CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> stop(runner, Duration.ofSeconds(30)));

            assertThat(idle.isClosedByRunner()).isTrue();
            assertThatExceptionOfType(IOException.class).isThrownBy(runner::connect);
            assertThat(runner.socket()).doesNotExist();
            assertThat(stop).isNotDone();
            this.release.countDown();
            assertThat(Reply.of(busy.receive())).isEqualTo(new Reply.Unchanged(1));
            assertThat(busy.isClosedByRunner()).isTrue();
            stop.get();
        }
    }

    @Test
    void callsThatOutlastTheGraceAreBrokenOff() throws Exception {
        RunnerFixture runner = new RunnerFixture(this.directory, List.of(this.waiting));
        try (GatewayPeer busy = runner.connect()) {
            long token = busy.prepare("key", Map.of("waiting", ""));
            busy.send(GatewayFrames.requestCall(Call.get("/"), token));
            this.entered.await();

            stop(runner, Duration.ofMillis(50));

            assertThat(busy.isClosedByRunner()).isTrue();
        }
    }

    private static void stop(RunnerFixture runner, Duration grace) {
        try {
            runner.server().stop(grace);
        }
        catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
