package llmgateway.e2e.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import llmgateway.e2e.gateway.ClientAnswer;
import llmgateway.e2e.gateway.ClientRequest;
import llmgateway.e2e.whole.SharedGateway;
import llmgateway.e2e.whole.WholeGateway;
import llmgateway.simulator.ReceivedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** The runner logs at debug level all through these tests. */
@ExtendWith(SharedGateway.class)
class SecretsTest {

    private static final String PROMPT = "canary-prompt-5417";

    private final WholeGateway gateway;

    private final HttpClient client = HttpClient.newHttpClient();

    SecretsTest(WholeGateway gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void disconnect() {
        this.client.close();
    }

    @Test
    void S1_noKeyAndNoPromptIsInAnythingTheRunnerPrinted() throws Exception {
        everyKindOfCall();
        String output = this.gateway.runner().output();
        assertThat(output).as("the log at debug level").contains("DEBUG");
        for (String key : this.gateway.canaries().all()) {
            assertThat(linesWith(output, key)).as("log lines that hold a key").isEmpty();
        }
        assertThat(linesWith(output, PROMPT)).as("log lines that hold a prompt").isEmpty();
    }

    @Test
    void S2_S4_noClientSeesAProvidersKeyAndNoProviderAClients() throws Exception {
        for (String answer : everyKindOfCall()) {
            for (String key : this.gateway.canaries().providers()) {
                assertThat(answer.contains(key)).as("a provider's key in an answer").isFalse();
            }
        }
        assertThat(this.gateway.received()).isNotEmpty().allSatisfy((request) -> {
            String whole = whole(request);
            assertThat(whole.contains(this.gateway.canaries().alice())).as("a client's key at " + request).isFalse();
            assertThat(whole.contains(this.gateway.canaries().bob())).as("a client's key at " + request).isFalse();
        });
    }

    @Test
    void S3_managementExposesNothingButHealth() throws Exception {
        assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
        for (String endpoint : List.of("env", "heapdump", "threaddump", "beans", "configprops", "loggers", "mappings",
                "conditions", "metrics", "shutdown", "httpexchanges", "info", "logfile", "startup", "caches")) {
            assertThat(get("/actuator/" + endpoint).statusCode()).as(endpoint).isEqualTo(404);
        }
        for (String path : List.of("/actuator", "/actuator/health", "/", "/error")) {
            String body = get(path).body();
            this.gateway.canaries().all().forEach((key) -> assertThat(body).doesNotContain(key));
        }
    }

    /** Both ways, both dialects, every way to fail: the answers, headers included. */
    private List<String> everyKindOfCall() throws IOException, InterruptedException {
        List<String> answers = new ArrayList<>();
        for (String key : List.of(this.gateway.canaries().alice(), this.gateway.canaries().bob(), "sk-nobody")) {
            for (String model : List.of(WholeGateway.MODEL, WholeGateway.REFUSED_KEY_MODEL,
                    WholeGateway.UNREACHABLE_MODEL, "sim-fault-status-500", "sim-fault-truncated-json",
                    "sim-fault-reset", "no-such-model")) {
                answers.add(throughApisix("/v1/chat/completions", key, openAi(model, false)));
                answers.add(throughApisix("/v1/chat/completions", key, openAi(model, true)));
                answers.add(throughStandalone("/v1/chat/completions", key, openAi(model, false)));
                answers.add(throughStandalone("/v1/chat/completions", key, openAi(model, true)));
            }
            for (String model : List.of(WholeGateway.CLAUDE, "claude-fault-status-429", "no-such-model")) {
                answers.add(throughApisix("/v1/messages", key, anthropic(model)));
                answers.add(throughStandalone("/v1/messages", key, anthropic(model)));
            }
            answers.add(throughStandalone("/v1/chat/completions", key, "{\"model\":\"" + PROMPT + "\""));
            answers.add(throughApisix("/v1/chat/completions", key, "{\"model\":\"a\",\"model\":\"" + PROMPT + "\"}"));
        }
        return answers;
    }

    private static String openAi(String model, boolean stream) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + PROMPT + "\"}]}";
    }

    private static String anthropic(String model) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT
                + "\"}]}";
    }

    private String throughApisix(String path, String key, String body) {
        try (ClientAnswer answer = this.gateway.apisix().send(ClientRequest.post(path, body).bearer(key))) {
            return answer.headers() + readable(answer);
        }
    }

    /** A broken stream is an answer too. */
    private static String readable(ClientAnswer answer) {
        try {
            return answer.text();
        }
        catch (UncheckedIOException ex) {
            return ex.toString();
        }
    }

    private String throughStandalone(String path, String key, String body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(this.gateway.standalone() + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key)
            .POST(BodyPublishers.ofString(body))
            .build();
        try {
            HttpResponse<String> response = this.client.send(request, BodyHandlers.ofString());
            return response.headers().map() + response.body();
        }
        catch (IOException ex) {
            return ex.toString();
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return this.client.send(HttpRequest.newBuilder(URI.create(this.gateway.runner().management() + path)).build(),
                BodyHandlers.ofString());
    }

    private static String whole(ReceivedRequest request) {
        return Stream
            .concat(Stream.of(request.path(), request.query(), new String(request.body(), StandardCharsets.UTF_8)),
                    request.headers().stream().map(ReceivedRequest.Header::value))
            .toList()
            .toString();
    }

    /** Each cut before what must not be there. */
    private static Set<String> linesWith(String output, String text) {
        return output.lines()
            .filter((line) -> line.contains(text))
            .map((line) -> line.substring(0, line.indexOf(text)))
            .map((line) -> line.replaceFirst("^\\S+ ", ""))
            .collect(Collectors.toSet());
    }

}
