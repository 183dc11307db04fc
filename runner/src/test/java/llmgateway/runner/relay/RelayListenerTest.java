package llmgateway.runner.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.Duration;
import java.util.List;

import llmgateway.core.call.Dialect;
import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.call.Ticket;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.dialect.error.ErrorWriter;
import llmgateway.dialect.translation.Translations;
import llmgateway.relay.Relay;
import llmgateway.relay.settings.RelaySettings;
import llmgateway.relay.signing.RequestSigner;
import llmgateway.runner.ToldReports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class RelayListenerTest {

    private final ToldReports reports = new ToldReports();

    private final RelayPlans plans = new RelayPlans(10, 10_000, Duration.ofSeconds(60), System::nanoTime, this.reports);

    private final Relay relay = new Relay(RelaySettings.defaults(), new ErrorWriter(),
            Translations.all(InstantSource.system()), RequestSigner.NONE, List.of(), this.reports);

    private final int port = freePort();

    private final RelayListener listener = listener(this.plans);

    private final HttpClient apisix = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() {
        this.listener.start();
    }

    @AfterEach
    void stop() throws IOException {
        this.listener.stop();
        this.relay.close();
    }

    @Test
    void answersACallWhosePlanWaitsOnce() throws Exception {
        this.plans.offer(RelayPlansTest.plan("the-ticket", 1));

        HttpResponse<String> first = call("the-ticket");
        assertThat(first.statusCode()).as("by the plan, whose provider is not there").isEqualTo(502);
        assertThat(first.body()).contains("acme");

        assertThat(this.reports.ended().outcome()).isEqualTo(new AttemptOutcome.Unreachable());

        HttpResponse<String> second = call("the-ticket");
        assertThat(second.statusCode()).isEqualTo(403);
        assertThat(second.body()).contains("\"error\"");
    }

    @Test
    void refusesWhoBringsNoTicketOfACall() throws Exception {
        assertThat(call("guessed").statusCode()).isEqualTo(403);
        assertThat(this.apisix.send(request().build(), HttpResponse.BodyHandlers.ofString()).statusCode())
            .isEqualTo(403);
    }

    @Test
    void P3_callThatBreaksOffBeforeItIsForwardedWasNeverSent() throws Exception {
        this.plans.offer(RelayPlansTest.plan("the-ticket", 1));
        try (Socket apisix = new Socket(InetAddress.getLoopbackAddress(), this.listener.port())) {
            apisix.getOutputStream()
                .write(("POST /relay HTTP/1.1\r\nHost: relay\r\n" + OwnedHeaders.TICKET
                        + ": the-ticket\r\nContent-Length: 9\r\n\r\nhalf")
                    .getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(this.reports.neverSent()).isEqualTo(new Ticket("the-ticket"));
    }

    @Test
    void P3_plansThatWaitAtTheEndWereNeverSent() throws Exception {
        this.plans.offer(RelayPlansTest.plan("the-ticket", 1));
        this.listener.stop();

        assertThat(this.reports.neverSent()).isEqualTo(new Ticket("the-ticket"));
        assertThat(this.plans.offer(RelayPlansTest.plan("another", 1))).isFalse();
    }

    @Test
    void I7_aCallOfTheSuccessorOnAConnectionFromBeforeIsPassedOn() throws Exception {
        assertThat(call("guessed").statusCode()).as("the connection is kept").isEqualTo(403);
        this.listener.release();
        RelayPlans theirs = new RelayPlans(10, 10_000, Duration.ofSeconds(60), System::nanoTime, this.reports);
        RelayListener successor = listener(theirs);
        successor.start();
        theirs.offer(RelayPlansTest.plan("theirs", 1));
        try {
            HttpResponse<String> answer = call("theirs");

            assertThat(answer.statusCode()).as("by the plan, whose provider is not there").isEqualTo(502);
            assertThat(answer.body()).contains("acme");
            assertThat(answer.headers().firstValue("connection")).as("the connection is not kept").contains("close");
        }
        finally {
            successor.stop();
        }
    }

    @Test
    void I7_plansThatWaitWhenThePortIsGivenUpWereNeverSent() throws Exception {
        this.plans.offer(RelayPlansTest.plan("a", 1));
        assertThat(this.listener.isAwaited()).isTrue();
        this.listener.release();

        assertThat(this.reports.neverSent()).isEqualTo(new Ticket("a"));
        assertThat(this.plans.offer(RelayPlansTest.plan("b", 1))).isFalse();
    }

    private RelayListener listener(RelayPlans waiting) {
        return new RelayListener(
                new RelayListenerProperties(true, "127.0.0.1:" + this.port, 10, DataSize.ofBytes(10_000),
                        Duration.ofSeconds(60), 100, Duration.ofSeconds(75), Duration.ofSeconds(5)),
                waiting, this.relay, this.reports,
                (reject, id, head) -> new ErrorWriter().write(Dialect.OPENAI, id, reject));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private HttpResponse<String> call(String ticket) throws Exception {
        return this.apisix.send(request().header(OwnedHeaders.TICKET, ticket).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/relay"))
            .POST(HttpRequest.BodyPublishers.ofString("what the client sent"));
    }

}
