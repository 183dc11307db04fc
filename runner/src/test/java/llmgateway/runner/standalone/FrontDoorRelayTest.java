package llmgateway.runner.standalone;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import llmgateway.core.ledger.CallReport;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;
import llmgateway.runner.ToldReports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class FrontDoorRelayTest {

    private static final String REQUEST = "POST /v1/chat/completions HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer "
            + StandaloneGateway.ALICE_KEY + "\r\nContent-Length: 2\r\n\r\n{}";

    private static final String USAGE = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5}}\n\n";

    @Test
    void streamsEachEventBeforeTheNextIsThere() throws IOException {
        CountDownLatch firstSeen = new CountDownLatch(1);
        try (ScriptedProvider provider = new ScriptedProvider((socket) -> {
            ScriptedProvider.write(socket, ScriptedProvider.EVENTS + "data: 1\n\n");
            firstSeen.await();
            ScriptedProvider.write(socket, "data: [DONE]\n\n");
        });
                StandaloneGateway gateway = StandaloneGateway.hosting(new RelayingFilter(provider.uri()));
                RawClient client = new RawClient(gateway.port())) {
            client.send(REQUEST);

            assertThat(client.answer()).startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("Transfer-Encoding: chunked")
                .contains("x-llm-provider: acme");
            assertThat(client.chunk()).isEqualTo("data: 1\n\n");
            firstSeen.countDown();
            assertThat(client.chunk()).isEqualTo("data: [DONE]\n\n");
            assertThat(client.chunk()).as("the end").isEmpty();
        }
    }

    @Test
    void P18_hangUpWhileTheAnswerIsAwaitedLetsTheClientGoAndReadsTheUsage() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        ToldReports reports = new ToldReports();
        try (ScriptedProvider provider = new ScriptedProvider((socket) -> {
            goOn.await();
            ScriptedProvider.write(socket, ScriptedProvider.EVENTS + USAGE);
        }); StandaloneGateway gateway = StandaloneGateway.reporting(new RelayingFilter(provider.uri()), reports)) {
            try (RawClient client = new RawClient(gateway.port())) {
                client.send(REQUEST);
                provider.asked.await();
            }
            gateway.awaitDraining();
            goOn.countDown();

            assertDrained(reports);
        }
    }

    @Test
    void E8_hangUpWithinAStreamLetsTheClientGoAndReadsTheUsage() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        ToldReports reports = new ToldReports();
        try (ScriptedProvider provider = new ScriptedProvider((socket) -> {
            ScriptedProvider.write(socket, ScriptedProvider.EVENTS + "data: 1\n\n");
            goOn.await();
            ScriptedProvider.write(socket, "data: 2\n\n" + USAGE);
        }); StandaloneGateway gateway = StandaloneGateway.reporting(new RelayingFilter(provider.uri()), reports)) {
            try (RawClient client = new RawClient(gateway.port())) {
                client.send(REQUEST).answer();
                assertThat(client.chunk()).isEqualTo("data: 1\n\n");
            }
            gateway.awaitDraining();
            goOn.countDown();

            assertDrained(reports);
        }
    }

    private static void assertDrained(ToldReports reports) throws InterruptedException {
        CallReport report = reports.ended();
        assertThat(report.outcome()).isEqualTo(new AttemptOutcome.ClientGone());
        assertThat(report.answer().usage()).isEqualTo(new UsageReading.Reported(Usage.ofTokens(3, 5)));
        assertThat(reports.isEmpty()).as("told once").isTrue();
    }

    @Test
    @Timeout(10)
    void E8_readingOnHoldsUpNoStop() throws Exception {
        ToldReports reports = new ToldReports();
        try (ScriptedProvider provider = new ScriptedProvider(ScriptedProvider::awaitHangUp)) {
            StandaloneGateway gateway = StandaloneGateway.reporting(new RelayingFilter(provider.uri()), reports);
            try (RawClient client = new RawClient(gateway.port())) {
                client.send(REQUEST);
                provider.asked.await();
            }
            gateway.awaitDraining();
            gateway.close();

            provider.leftAlone.await();
            assertThat(reports.ended().outcome()).isEqualTo(new AttemptOutcome.ClientGone());
        }
    }

    @Test
    void requestSentWhileAnAnswerIsAwaitedIsAnsweredAfterIt() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        try (ScriptedProvider provider = new ScriptedProvider((socket) -> {
            sent.await();
            ScriptedProvider.write(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
        });
                StandaloneGateway gateway = StandaloneGateway.hosting(new RelayingFilter(provider.uri()));
                RawClient client = new RawClient(gateway.port())) {
            client.send(REQUEST);
            provider.asked.await();
            client.send(REQUEST.substring(0, 20));
            client.send(REQUEST.substring(20) + "GET /health HTTP/1.1\r\nHost: g\r\n\r\n");
            sent.countDown();

            assertThat(client.answer()).endsWith("ok");
            assertThat(client.answer()).endsWith("ok");
            assertThat(client.answer()).endsWith("{\"status\":\"UP\"}");
        }
    }

    @Test
    void U7_cutAnswerIsNotCompleted() throws IOException {
        try (ScriptedProvider provider = new ScriptedProvider((socket) -> ScriptedProvider.write(socket,
                "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nso f\r\n"));
                StandaloneGateway gateway = StandaloneGateway.hosting(new RelayingFilter(provider.uri()));
                RawClient client = new RawClient(gateway.port())) {
            client.send(REQUEST);
            client.answer();

            assertThat(client.rest()).isEqualTo("4\r\nso f");
        }
    }

    @Test
    void refusesMoreRequestsThanItMayHandle() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedProvider provider = new ScriptedProvider((socket) -> {
            end.await();
            ScriptedProvider.write(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
        });
                StandaloneGateway gateway = StandaloneGateway.hosting(new RelayingFilter(provider.uri()),
                        Map.of("llm.standalone.max-requests", "1"));
                RawClient first = new RawClient(gateway.port());
                RawClient second = new RawClient(gateway.port())) {
            first.send(REQUEST);
            provider.asked.await();

            assertThat(second.send(REQUEST).answer()).startsWith("HTTP/1.1 503 ")
                .contains("Retry-After: 1")
                .contains("gateway_busy");
            assertThat(second.send("GET /health HTTP/1.1\r\nHost: g\r\n\r\n").answer()).startsWith("HTTP/1.1 200 ");
            end.countDown();
            assertThat(first.answer()).endsWith("ok");
        }
    }

    @Test
    void runningRequestsFinishWhenTheFrontDoorCloses() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedProvider provider = new ScriptedProvider((socket) -> {
            ScriptedProvider.write(socket, ScriptedProvider.EVENTS + "data: 1\n\n");
            end.await();
            ScriptedProvider.write(socket, "data: [DONE]\n\n");
        });
                StandaloneGateway gateway = StandaloneGateway.hosting(new RelayingFilter(provider.uri()));
                RawClient client = new RawClient(gateway.port())) {
            client.send(REQUEST).answer();
            assertThat(client.chunk()).isEqualTo("data: 1\n\n");
            Thread stopping = Thread.ofVirtual().start(gateway::stop);
            gateway.awaitClosedDoor();
            end.countDown();

            assertThat(client.chunk()).isEqualTo("data: [DONE]\n\n");
            assertThat(client.chunk()).as("the end").isEmpty();
            stopping.join();
        }
    }

    @Test
    @Timeout(10)
    void idleConnectionDoesNotHoldUpAStopForTheWholeGrace() throws Exception {
        try (StandaloneGateway gateway = StandaloneGateway.hosting(new EchoFilter());
                RawClient client = new RawClient(gateway.port())) {
            assertThat(client.send("GET /health HTTP/1.1\r\nHost: g\r\n\r\n").answer()).startsWith("HTTP/1.1 200 ");

            gateway.stop();

            assertThat(client.answer()).as("closed").isEmpty();
        }
    }

    @Test
    void refusesABodyThatDoesNotArrive() throws IOException {
        try (StandaloneGateway gateway = StandaloneGateway.hosting(new EchoFilter(),
                Map.of("llm.standalone.idle-timeout", "200ms")); RawClient client = new RawClient(gateway.port())) {
            client.send(REQUEST.substring(0, REQUEST.length() - 1));

            assertThat(client.answer()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void answerMayTakeLongerThanTheIdleTimeout() throws Exception {
        CountDownLatch idle = new CountDownLatch(1);
        try (ScriptedProvider provider = new ScriptedProvider((socket) -> {
            idle.await();
            ScriptedProvider.write(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
        });
                StandaloneGateway gateway = StandaloneGateway.hosting(new RelayingFilter(provider.uri()),
                        Map.of("llm.standalone.idle-timeout", "200ms"));
                RawClient waiting = new RawClient(gateway.port());
                RawClient unused = new RawClient(gateway.port())) {
            waiting.send(REQUEST);
            provider.asked.await();
            unused.rest();
            RawClient another = new RawClient(gateway.port());
            another.rest();
            another.close();
            idle.countDown();

            assertThat(waiting.answer()).endsWith("ok");
        }
    }

}
