package llmgateway.runner.a6;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import llmgateway.runner.a6.GatewayFrames.Call;
import llmgateway.runner.handover.FixedPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class TakeoverTest {

    private static final Map<String, String> CONF = Map.of("sign", "");

    private static final Call CALL = Call.get("/").withVariables(Map.of("consumer_name", "alice"));

    private static final SocketAccess ACCESS = SocketAccess.of("0660", Optional.empty());

    @TempDir
    Path directory;

    @Test
    void I7_fiftyTakeoversUnderLoadFailNoCallAndLeaveOneRunner() throws Exception {
        HeldPort first = HeldPort.open(0);
        int port = first.number();
        List<RunnerFixture> runners = new ArrayList<>();
        runners.add(runner("0", () -> first));
        Set<String> modes = ConcurrentHashMap.newKeySet();
        try (GatewayLoad load = new GatewayLoad(socket(), 4, CALL.withBody("alice".getBytes()), CONF)) {
            await().until(() -> load.answeredBy("0") > 0);
            for (int i = 1; i <= 50; i++) {
                String name = Integer.toString(i);
                runners.add(runner(name, () -> HeldPort.open(port)));
                modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())));
                await().until(() -> load.answeredBy(name) > 0 || !load.failures().isEmpty());
            }
            for (RunnerFixture predecessor : runners.subList(0, 50)) {
                predecessor.awaitEnd();
            }
            assertThat(load.failures()).isEmpty();
        }
        assertThat(modes).containsExactly("rw-rw----");
        assertThat(runners.getLast().hasEnded()).isFalse();
        assertThat(files()).containsExactlyInAnyOrder("a6", "a6.lock");
        runners.getLast().close();
    }

    @Test
    void I7_ofNewcomersAtOnceOneIsLeftAndNoCallIsLost() throws Exception {
        HeldPort first = HeldPort.open(0);
        int port = first.number();
        RunnerFixture predecessor = runner("predecessor", () -> first);
        List<RunnerFixture> newcomers;
        try (GatewayLoad load = new GatewayLoad(socket(), 4, CALL, CONF)) {
            await().until(() -> load.answeredBy("predecessor") > 0);
            newcomers = Stream.of("a", "b", "c", "d")
                .map((name) -> CompletableFuture.supplyAsync(() -> uncheckedRunner(name, port),
                        Thread::startVirtualThread))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
            predecessor.awaitEnd();
            await().until(() -> newcomers.stream().filter((runner) -> !runner.hasEnded()).count() == 1);
            assertThat(load.failures()).isEmpty();
        }
        RunnerFixture left = newcomers.stream().filter((runner) -> !runner.hasEnded()).findFirst().orElseThrow();
        try (left; GatewayPeer gateway = left.connect()) {
            assertThat(gateway.call(CALL, gateway.prepare("key", CONF))).isInstanceOf(Reply.Rewritten.class);
        }
    }

    @Test
    void I7_aConnectionFromBeforeIsAnsweredByTheSuccessorOnceMore() throws Exception {
        HeldPort port = HeldPort.open(0);
        int number = port.number();
        RunnerFixture predecessor = runner("predecessor", () -> port);
        try (GatewayPeer gateway = predecessor.connect()) {
            long token = gateway.prepare("key", CONF);
            assertThat(by(gateway.call(CALL, token))).contains("predecessor");
            try (RunnerFixture successor = runner("successor", () -> HeldPort.open(number));
                    GatewayPeer next = successor.connect()) {
                assertThat(next.prepare("key", CONF)).isEqualTo(token);

                assertThat(by(gateway.call(CALL, token))).contains("successor");
                assertThat(gateway.asked()).as("by both").containsExactly("consumer_name", "consumer_name");
                assertThat(gateway.isClosedByRunner()).isTrue();
            }
        }
        predecessor.awaitEnd();
    }

    @Test
    void I7_thePortsMoveWhenNoCallIsDueThereAndCallsWaitUntilThen() throws Exception {
        HeldPort port = HeldPort.open(0);
        int number = port.number();
        RunnerFixture predecessor = runner("predecessor", () -> port);
        port.await(true);
        CompletableFuture<RunnerFixture> newcomer = CompletableFuture
            .supplyAsync(() -> uncheckedRunner("successor", number), Thread::startVirtualThread);
        try (GatewayPeer gateway = connectedToASuccessorOf(predecessor)) {
            CompletableFuture<Long> prepared = CompletableFuture.supplyAsync(() -> prepare(gateway),
                    Thread::startVirtualThread);
            assertThat(port.isOpen()).isTrue();
            assertThat(prepared).isNotDone();
            port.await(false);

            try (RunnerFixture successor = newcomer.get()) {
                assertThat(port.isOpen()).isFalse();
                assertThat(by(gateway.call(CALL, prepared.get()))).contains("successor");
            }
        }
        predecessor.awaitEnd();
    }

    @Test
    void I7_aCallThatRunsIsFinishedByWhoBeganIt() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        NamedFilter slow = new NamedFilter("slow", (request, response, chain) -> {
            entered.countDown();
            release.await();
            request.setHeader("x-by", "predecessor");
            chain.filter(request, response);
        });
        HeldPort port = HeldPort.open(0);
        int number = port.number();
        RunnerFixture predecessor = RunnerFixture.inSuccession(this.directory, List.of(slow), () -> port);
        try (GatewayPeer gateway = predecessor.connect()) {
            long token = gateway.prepare("key", Map.of("slow", ""));
            gateway.send(GatewayFrames.requestCall(Call.get("/"), token));
            entered.await();
            try (RunnerFixture successor = runner("successor", () -> HeldPort.open(number))) {
                assertThat(predecessor.hasEnded()).isFalse();
                release.countDown();
                assertThat(by(gateway.finish(Call.get("/")))).contains("predecessor");
                assertThat(gateway.isClosedByRunner()).isTrue();
            }
        }
        predecessor.awaitEnd();
    }

    @Test
    void aRunnerThatDoesNotLetOthersTakeOverIsNotReplaced() throws Exception {
        try (RunnerFixture first = new RunnerFixture(this.directory, List.of())) {
            assertThatIOException().isThrownBy(() -> runner("second", () -> HeldPort.open(0)))
                .withMessageContaining(socket().toString())
                .withMessageContaining("llm.socket.takeover");
            try (GatewayPeer gateway = first.connect()) {
                assertThat(gateway.prepare("key", Map.of())).isNotZero();
            }
        }
    }

    @Test
    void aRunnerThatIsNotToTakeOverDoesNot() throws Exception {
        HeldPort port = HeldPort.open(0);
        try (RunnerFixture first = runner("first", () -> port)) {
            assertThatIOException().isThrownBy(() -> new RunnerFixture(this.directory, List.of()))
                .withMessageContaining("llm.socket.takeover");
            try (GatewayPeer gateway = first.connect()) {
                assertThat(gateway.prepare("key", CONF)).isNotZero();
            }
            assertThat(port.isOpen()).isTrue();
        }
    }

    @Test
    void aNewcomerThatIsNotLetInChargeLeavesWithoutTheSocket() throws Exception {
        try (SocketClaim hanging = SocketClaim.make(socket(), ACCESS, true, Duration.ZERO)) {
            hanging.serving();
            assertThatIOException().isThrownBy(() -> SocketClaim.make(socket(), ACCESS, true, Duration.ofMillis(50)))
                .withMessageContaining("still after 50 ms");
            assertThat(socket()).doesNotExist();
        }
    }

    private Path socket() {
        return this.directory.resolve("a6");
    }

    private RunnerFixture runner(String name, Callable<FixedPort> port) throws Exception {
        NamedFilter sign = new NamedFilter("sign", List.of("consumer_name"), (request, response, chain) -> {
            request.setHeader("x-by", name);
            request.setHeader("x-for", request.getVars("consumer_name"));
            chain.filter(request, response);
        });
        return RunnerFixture.inSuccession(this.directory, List.of(sign), port);
    }

    private RunnerFixture uncheckedRunner(String name, int port) {
        try {
            return runner(name, () -> HeldPort.open(port));
        }
        catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** A connection that waits in a newcomer's queue. */
    private GatewayPeer connectedToASuccessorOf(RunnerFixture predecessor) throws IOException {
        await().until(predecessor::isSucceeded);
        return GatewayPeer.connect(socket());
    }

    private static long prepare(GatewayPeer gateway) {
        try {
            return gateway.prepare("key", CONF);
        }
        catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Optional<String> by(Reply reply) {
        return ((Reply.Rewritten) reply).header("x-by");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(this.directory)) {
            return files.map((file) -> file.getFileName().toString()).toList();
        }
    }

}
