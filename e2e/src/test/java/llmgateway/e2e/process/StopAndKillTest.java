package llmgateway.e2e.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.e2e.gateway.CallFacts;
import llmgateway.e2e.gateway.PluginAnswer;
import llmgateway.e2e.gateway.PluginConf;
import llmgateway.e2e.gateway.RunnerClient;
import llmgateway.e2e.gateway.wire.GatewayMessages;
import llmgateway.e2e.gateway.wire.GatewayMessages.HttpReqCall;
import llmgateway.e2e.gateway.wire.RunnerConnection;
import llmgateway.e2e.gateway.wire.RunnerMessage;
import llmgateway.e2e.gateway.wire.RunnerMessage.Entry;
import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class StopAndKillTest {

    private static final int CALLS = 20;

    private static final List<Entry> CONF = List.of(new Entry("llm-route", Optional.of("{}")));

    @Test
    void I7_aStopLosesNoCallThatIsRunning() throws Exception {
        try (WholeGateway gateway = WholeGateway.start(); HttpClient client = HttpClient.newHttpClient()) {
            List<RunnerConnection> calls = callsThatWaitForTheirBody(gateway);
            HttpResponse<InputStream> streamed = client.send(slowStream(gateway), BodyHandlers.ofInputStream());
            BufferedReader events = new BufferedReader(new InputStreamReader(streamed.body(), StandardCharsets.UTF_8));
            assertThat(events.readLine()).startsWith("data:");

            gateway.runner().terminate();
            await().until(() -> !gateway.runner().takesConnections());
            for (RunnerConnection call : calls) {
                assertThat(finish(call)).isInstanceOf(RunnerMessage.Rewrite.class);
                call.close();
            }
            assertThat(rest(events)).contains("[DONE]");
            gateway.runner().awaitExit();
            assertThat(gateway.runner().socket()).doesNotExist();
        }
    }

    @Test
    void I6_aKilledRunnerIs503AndItsSuccessorTakesOverTheSocket() throws Exception {
        try (WholeGateway gateway = WholeGateway.start();
                RunnerClient client = new RunnerClient(gateway.runner().socket())) {
            assertThat(client.call("k", PluginConf.of("llm-route", "{}"), facts()))
                .isInstanceOf(PluginAnswer.Verdict.class);
            gateway.runner().kill();
            assertThat(client.call("k", PluginConf.of("llm-route", "{}"), facts()))
                .isInstanceOf(PluginAnswer.Unavailable.class);
            gateway.runner().restart();
            assertThat(client.call("k", PluginConf.of("llm-route", "{}"), facts()))
                .as("the old token still stands or is asked for anew")
                .isInstanceOf(PluginAnswer.Verdict.class);
        }
    }

    private static List<RunnerConnection> callsThatWaitForTheirBody(WholeGateway gateway) throws IOException {
        List<RunnerConnection> calls = new ArrayList<>();
        long token;
        try (RunnerConnection preparing = RunnerConnection.open(gateway.runner().socket())) {
            preparing.send(GatewayMessages.prepareConf("k", CONF));
            token = ((RunnerMessage.Prepared) preparing.receiveMessage()).token();
        }
        CallFacts facts = facts();
        for (int id = 0; id < CALLS; id++) {
            RunnerConnection call = RunnerConnection.open(gateway.runner().socket());
            call.send(GatewayMessages.httpReqCall(new HttpReqCall(id, facts.sourceIp(), facts.method(), facts.path(),
                    facts.args(), facts.headers(), token)));
            assertThat(call.receiveMessage()).isInstanceOf(RunnerMessage.AskVariable.class);
            call.send(GatewayMessages.extraInfo(Optional.empty()));
            calls.add(call);
        }
        return calls;
    }

    private static RunnerMessage finish(RunnerConnection call) throws IOException {
        while (true) {
            RunnerMessage message = call.receiveMessage();
            switch (message) {
                case RunnerMessage.AskVariable _ignored -> call.send(GatewayMessages.extraInfo(Optional.empty()));
                case RunnerMessage.AskRequestBody _ignored ->
                    call.send(GatewayMessages.extraInfo(Optional.of(facts().body())));
                default -> {
                    return message;
                }
            }
        }
    }

    private static HttpRequest slowStream(WholeGateway gateway) {
        return HttpRequest.newBuilder(URI.create(gateway.standalone() + "/v1/chat/completions"))
            .header("Authorization", "Bearer " + gateway.canaries().alice())
            .header("Content-Type", "application/json")
            .header("x-sim-fault", "chunk-delay=100")
            .POST(BodyPublishers.ofString("{\"model\":\"" + WholeGateway.MODEL
                    + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"))
            .build();
    }

    private static String rest(Reader reader) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int read = reader.read(); read >= 0; read = reader.read()) {
            text.append((char) read);
        }
        return text.toString();
    }

    private static CallFacts facts() {
        return new CallFacts(new byte[] { 127, 0, 0, 1 }, "POST", "/v1/chat/completions", List.of(),
                List.of(new Entry("content-type", Optional.of("application/json"))), Map.of("consumer_name", "alice"),
                ("{\"model\":\"" + WholeGateway.MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                    .getBytes(StandardCharsets.UTF_8));
    }

}
