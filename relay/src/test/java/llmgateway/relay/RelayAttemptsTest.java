package llmgateway.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.Rejects;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.budget.RunningHold;
import llmgateway.core.upstream.Readmission;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each fault, at the first and at the last target, plain and streamed. */
class RelayAttemptsTest {

    private static final String JSON = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";

    private static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            + "Connection: close\r\n\r\n";

    private static final String ANSWER = "{\"choices\":[{\"message\":{\"content\":\"hi\"}}],"
            + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";

    private static final String STREAM = "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"}}]}\n\n"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n";

    private final RelayHarness relay = new RelayHarness(Limits.firstByte());

    private final List<Ticket> readmitted = new CopyOnWriteArrayList<>();

    private final Readmission readmission = (ticket, attempt, request) -> {
        this.readmitted.add(ticket);
        return new Readmission.Readmitted.Held(RunningHold.WHOLE);
    };

    @AfterEach
    void close() throws IOException {
        this.relay.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(fault("U1 rate limit", 429, status("429 Too Many Requests\r\nRetry-After: 0")),
                fault("U2 server error", 500, status("500 Internal Server Error")),
                fault("U2 overloaded", 529, status("529 Overloaded")), fault("conflict", 409, status("409 Conflict")),
                fault("key refused", 401, status("401 Unauthorized")),
                fault("U7 page", 502, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>"),
                fault("U5 cut before any content", 502,
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"),
                fault("no HTTP", 502, "no HTTP at all\r\n\r\n"));
    }

    private static Arguments fault(String name, int told, String answer) {
        return Arguments.of(name, told, answer);
    }

    private static String status(String line) {
        return "HTTP/1.1 " + line + "\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
                + "{\"error\":{\"message\":\"no\"}}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultOfTheFirstTargetIsMadeGoodByTheSecond(String name, int told, String fault) throws IOException {
        try (RawProvider first = RawProvider.answering(fault);
                RawProvider second = RawProvider.answering(JSON + ANSWER)) {
            RecordingClient client = forward(first.uri("/"), second.uri("/"));

            assertThat(client.status).isEqualTo(200);
            assertThat(client.text()).isEqualTo(ANSWER);
            assertThat(client.headers.first("x-llm-attempts")).contains("2");
            assertThat(this.relay.report().attempts()).isEqualTo(1);
            CallReport last = this.relay.report();
            assertThat(last.attempts()).isEqualTo(2);
            assertThat(last.ticket()).isEqualTo(this.readmitted.getFirst());
            assertThat(last.answer().usage()).isEqualTo(new UsageReading.Reported(Usage.ofTokens(3, 2)));
            this.relay.assertNothingElseReported();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultOfTheFirstTargetIsMadeGoodByTheSecondsStream(String name, int told, String fault) throws IOException {
        try (RawProvider first = RawProvider.answering(fault);
                RawProvider second = RawProvider.answering(EVENTS + STREAM)) {
            RecordingClient client = forward(first.uri("/"), second.uri("/"));

            assertThat(client.status).isEqualTo(200);
            assertThat(client.text()).isEqualTo(STREAM);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultOfTheLastTargetIsTold(String name, int told, String fault) throws IOException {
        try (RawProvider first = RawProvider.answering(status("503 Service Unavailable"));
                RawProvider second = RawProvider.answering(fault)) {
            RecordingClient client = forward(first.uri("/"), second.uri("/"));

            assertThat(client.status).isEqualTo(told);
            assertThat(client.ended).isTrue();
            assertThat(this.relay.outcomes).hasSize(2);
        }
    }

    @Test
    void U3_aTargetThatCannotBeReachedIsMadeGood() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        try (RawProvider second = RawProvider.answering(JSON + ANSWER)) {
            RecordingClient client = forward(URI.create("http://127.0.0.1:" + port + "/"), second.uri("/"));

            assertThat(client.text()).isEqualTo(ANSWER);
            assertThat(this.relay.outcomes).first().isEqualTo(new AttemptOutcome.Unreachable());
        }
    }

    @Test
    void U4_aTargetThatDoesNotAnswerIsMadeGood() throws IOException {
        try (RawProvider first = RawProvider.running((out, socket) -> socket.getInputStream().read());
                RawProvider second = RawProvider.answering(JSON + ANSWER)) {
            RecordingClient client = forward(first.uri("/"), second.uri("/"));

            assertThat(client.text()).isEqualTo(ANSWER);
            assertThat(this.relay.outcomes).first().isEqualTo(new AttemptOutcome.TimedOut());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CHAT_COMPLETIONS | data: {"error":{"message":"overloaded"}}
            MESSAGES         | event: error_data: {"type":"error","error":{"type":"overloaded_error"}}
            """)
    void P10_anErrorEventBeforeTheFirstContentIsAFailedAttempt(Endpoint endpoint, String event) throws IOException {
        String error = event.replace("error_data", "error\ndata") + "\n\n";
        try (RawProvider first = RawProvider.answering(EVENTS, ": ping\n\n", error);
                RawProvider second = RawProvider.answering(EVENTS + STREAM)) {
            RecordingClient client = this.relay
                .forward(Plans.fallingBack(endpoint, this.readmission, first.uri("/"), second.uri("/")));

            assertThat(client.text()).isEqualTo(STREAM);
        }
    }

    @Test
    void aFaultAfterTheFirstContentIsNotMadeGood() throws IOException {
        String begun = "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"}}]}\n\n";
        try (RawProvider first = RawProvider.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + "Content-Length: 1000\r\n\r\n" + begun);
                RawProvider second = RawProvider.answering(EVENTS + STREAM)) {
            RecordingClient client = forward(first.uri("/"), second.uri("/"));

            assertThat(client.text()).startsWith(begun).contains("\"error\"");
            assertThat(second.requests()).isEmpty();
            assertThat(this.readmitted).isEmpty();
        }
    }

    @Test
    void aRequestThatTheProviderFindsWrongIsNotTriedElsewhere() throws IOException {
        try (RawProvider first = RawProvider.answering(status("400 Bad Request"));
                RawProvider second = RawProvider.answering(JSON + ANSWER)) {
            RecordingClient client = forward(first.uri("/"), second.uri("/"));

            assertThat(client.status).isEqualTo(400);
            assertThat(second.requests()).isEmpty();
        }
    }

    @Test
    void E9_aTargetThatTheBudgetDoesNotAllowIsLeftOut() throws IOException {
        try (RawProvider first = RawProvider.answering(status("503 Service Unavailable"));
                RawProvider second = RawProvider.answering(JSON + ANSWER)) {
            RecordingClient client = this.relay.forward(Plans.fallingBack(Endpoint.CHAT_COMPLETIONS,
                    (ticket, attempt, request) -> new Readmission.Readmitted.Refused(Rejects.internalError()),
                    first.uri("/"), second.uri("/")));

            assertThat(client.status).isEqualTo(503);
            assertThat(second.requests()).isEmpty();
            assertThat(this.relay.report().attempts()).isEqualTo(1);
            this.relay.assertNothingElseReported();
        }
    }

    private RecordingClient forward(URI... targets) {
        return this.relay.forward(Plans.fallingBack(Endpoint.CHAT_COMPLETIONS, this.readmission, targets));
    }

}
