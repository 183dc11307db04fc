package llmgateway.e2e.golden;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import com.example.filters.GoldenFilter;
import com.example.filters.GoldenRespFilter;
import com.example.filters.ProbePlainFilter;
import com.example.filters.ResponseFilter;
import com.example.filters.RewriteRequestDemoFilter;
import com.example.filters.StopRequestDemoFilter;
import llmgateway.e2e.gateway.wire.Frame;
import llmgateway.e2e.gateway.wire.RunnerConnection;
import llmgateway.e2e.gateway.wire.RunnerConnection.Silence;
import llmgateway.e2e.gateway.wire.RunnerMessage;
import llmgateway.e2e.gateway.wire.RunnerMessage.Entry;
import llmgateway.e2e.runner.InProcessRunner;
import llmgateway.runner.a6.wire.Err.Code;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a real APISIX sent, byte for byte but for the configuration token, gets from our
 * runner a well-formed answer that means what the recorded one meant.
 */
class GoldenReplayTest {

    private static final List<Recording> FRAMES = Recording.frames();

    private static final List<Recording> TRACES = Recording.traces();

    private static InProcessRunner runner;

    @BeforeAll
    static void start() throws IOException {
        runner = InProcessRunner.start(
                List.of(RecordedRouteFilter.class, GoldenFilter.class, ProbePlainFilter.class, GoldenRespFilter.class,
                        ResponseFilter.class, RewriteRequestDemoFilter.class, StopRequestDemoFilter.class),
                "spring.autoconfigure.exclude=llmgateway.route.autoconfigure.LlmRouteAutoConfiguration");
    }

    @AfterAll
    static void stop() throws IOException {
        runner.close();
    }

    static List<Recording> frames() {
        return FRAMES;
    }

    static List<Recording> traces() {
        return TRACES;
    }

    @ParameterizedTest
    @MethodSource({ "frames", "traces" })
    void R1_R2_everyRecordedCallIsAnsweredAsRecorded(Recording recording) throws IOException {
        try (RunnerConnection preparing = RunnerConnection.open(runner.socket());
                RunnerConnection calls = RunnerConnection.open(runner.socket())) {
            calls.send(recording.call());
            assertThat(calls.receiveMessage()).as("the token of a runner that is gone")
                .isEqualTo(new RunnerMessage.Failed(Code.CONF_TOKEN_NOT_FOUND));

            long token = prepare(preparing, prepareConf(recording));
            assertThat(prepare(preparing, prepareConf(recording))).as("same configuration, same token")
                .isEqualTo(token);

            calls.send(recording.callWithToken(token));
            assertSameMeaning(converse(calls, recording), recording.accepted());
            assertThat(calls.silence()).isEqualTo(Silence.QUIET);
            assertThat(preparing.silence()).as("one reply to one PrepareConf").isEqualTo(Silence.QUIET);
        }
    }

    @Test
    void theConsumersOwnConfigurationReplacesTheRoutes() throws IOException {
        RecordedRouteFilter filter = runner.bean(RecordedRouteFilter.class);
        filter.settingsSeen().clear();
        R1_R2_everyRecordedCallIsAnsweredAsRecorded(frame("01-first-chat"));
        R1_R2_everyRecordedCallIsAnsweredAsRecorded(frame("03-consumer-override-bob"));
        assertThat(filter.settingsSeen()).containsExactly("{\"who\":\"route\"}", "{\"who\":\"bob\"}");
    }

    private static Recording frame(String name) {
        return FRAMES.stream().filter((recording) -> recording.name().equals(name)).findFirst().orElseThrow();
    }

    /**
     * Where the gateway knew the token, the PrepareConf is that of an earlier recording.
     */
    private static Frame prepareConf(Recording recording) {
        String family = recording.name().split("-", -1)[0];
        return recording.prepareConf()
            .or(() -> TRACES.stream()
                .filter((other) -> other.name().startsWith(family) && other.prepareConf().isPresent())
                .findFirst()
                .flatMap(Recording::prepareConf))
            .or(() -> frame("01-first-chat").prepareConf())
            .orElseThrow();
    }

    private static long prepare(RunnerConnection connection, Frame prepareConf) throws IOException {
        connection.send(prepareConf);
        RunnerMessage reply = connection.receiveMessage();
        assertThat(reply).isInstanceOf(RunnerMessage.Prepared.class);
        return ((RunnerMessage.Prepared) reply).token();
    }

    private static RunnerMessage converse(RunnerConnection connection, Recording recording) throws IOException {
        while (true) {
            RunnerMessage message = connection.receiveMessage();
            if (!(message instanceof RunnerMessage.AskVariable) && !(message instanceof RunnerMessage.AskRequestBody)
                    && !(message instanceof RunnerMessage.AskResponseBody)) {
                return message;
            }
            connection.send(Objects.requireNonNull(recording.answers().get(message), () -> "nobody asked " + message));
        }
    }

    private static void assertSameMeaning(RunnerMessage actual, RunnerMessage recorded) {
        assertThat(actual).usingRecursiveComparison()
            .withEqualsForType((one,
                    other) -> one.stream().sorted(byName()).toList().equals(other.stream().sorted(byName()).toList()),
                    List.class)
            .isEqualTo(recorded);
    }

    private static Comparator<Object> byName() {
        return Comparator.comparing((entry) -> ((Entry) entry).name());
    }

}
