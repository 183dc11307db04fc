package llmgateway.e2e.hostile;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

import llmgateway.e2e.gateway.ClientAnswer;
import llmgateway.e2e.gateway.ClientAnswer.By;
import llmgateway.e2e.gateway.ClientRequest;
import llmgateway.e2e.whole.SharedGateway;
import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each body goes both ways, through APISIX and through the standalone gateway, and in
 * both dialects: the decided error comes back in the client's dialect, nothing reaches
 * the provider, and the next call is served.
 */
@ExtendWith(SharedGateway.class)
class HostileBodiesTest {

    private static final int MIB = 1024 * 1024;

    private final WholeGateway gateway;

    private final String mark = UUID.randomUUID().toString();

    private final HttpClient client = HttpClient.newHttpClient();

    private final JsonMapper json = new JsonMapper();

    HostileBodiesTest(WholeGateway gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void theNextCallIsServed() throws Exception {
        assertThat(this.gateway.received(this.mark)).isEmpty();
        for (Api api : Api.values()) {
            String body = body(api, "");
            assertThat(throughStandalone(api, body.getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(200);
            try (ClientAnswer answer = throughApisix(api, body.getBytes(StandardCharsets.UTF_8))) {
                assertThat(answer.status()).isEqualTo(200);
            }
        }
        assertThat(this.gateway.apisix().runner().violations()).isEmpty();
        this.client.close();
    }

    @Test
    void B1_refusesTwoModelKeysOneEscaped() throws Exception {
        assertRefused(400, ",\"\\u006dodel\":\"gpt-expensive\"");
        assertRefused(400, ",\"model\":\"gpt-expensive\"");
    }

    @Test
    void B2_refusesDeepNesting() throws Exception {
        for (int depth : new int[] { 10_000, 100_000 }) {
            assertRefused(400, ",\"deep\":" + "[".repeat(depth) + "]".repeat(depth));
            assertRefused(400, ",\"deep\":" + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
        }
    }

    @Test
    void B3_refusesOutputLimitsThatAreNone() throws Exception {
        for (String limit : new String[] { "1e999", "-1", "9223372036854775808", "\"5\"" }) {
            for (Api api : Api.values()) {
                String body = body(api, "").replace("\"max_tokens\":20", "\"max_tokens\":" + limit);
                assertRefused(400, api, body.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void B4_refusesANumberOfAMillionDigits() throws Exception {
        assertRefused(400, ",\"temperature\":" + "1".repeat(1_000_000));
    }

    @Test
    void B5_refusesInvalidUtf8AndLoneSurrogates() throws Exception {
        assertRefused(400, ",\"user\":\"\\ud800\"");
        for (Api api : Api.values()) {
            byte[] body = body(api, ",\"user\":\"?\"").getBytes(StandardCharsets.UTF_8);
            body[body.length - 3] = (byte) 0xFF;
            assertRefused(400, api, body);
        }
    }

    @Test
    void refusesWhatIsNotJson() throws Exception {
        for (String value : new String[] { "NaN", "Infinity", "-Infinity", "01", "'a'", "undefined" }) {
            assertRefused(400, ",\"temperature\":" + value);
        }
        for (Api api : Api.values()) {
            assertRefused(400, api, (body(api, "") + "{}").getBytes(StandardCharsets.UTF_8));
            assertRefused(400, api, "[]".getBytes(StandardCharsets.UTF_8));
            assertRefused(400, api, Arrays.copyOf(body(api, "").getBytes(StandardCharsets.UTF_8), 30));
        }
    }

    @Test
    void B6_refusesABodyThatIsTooLargeBySize() throws Exception {
        for (Api api : Api.values()) {
            byte[] body = body(api, ",\"pad\":\"" + "a".repeat(30 * MIB) + "\"").getBytes(StandardCharsets.UTF_8);
            assertInDialect(api, 413, throughStandalone(api, body));
            try (ClientAnswer answer = throughApisix(api, body)) {
                // No frame can carry it, so APISIX itself gives up; client-control has to
                // refuse it before.
                assertThat(answer.by()).isEqualTo(By.GATEWAY);
                assertThat(answer.status()).isEqualTo(503);
            }
        }
    }

    @Test
    void B11_refusesControlCharactersInTheModel() throws Exception {
        for (String model : new String[] { "gpt\\u0000test", "gpt\\r\\nx-evil: 1", "gpt\\u001btest", "\\u007f" }) {
            for (Api api : Api.values()) {
                String body = body(api, "").replace("\"" + api.model + "\"", "\"" + model + "\"");
                assertRefused(400, api, body.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void B12_refusesToBeToldWhereToConnect() throws Exception {
        assertRefused(400, ",\"base_url\":\"http://evil.example\"");
        assertRefused(400, ",\"api_base\":\"http://evil.example\"");
    }

    private void assertRefused(int status, String members) throws Exception {
        for (Api api : Api.values()) {
            assertRefused(status, api, body(api, members).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void assertRefused(int status, Api api, byte[] body) throws Exception {
        assertInDialect(api, status, throughStandalone(api, body));
        try (ClientAnswer answer = throughApisix(api, body)) {
            assertThat(answer.by()).isEqualTo(By.RUNNER);
            assertInDialect(api, status, answer.status(), answer.text());
            assertThat(answer.headers().first("x-llm-call-id")).isPresent();
        }
    }

    private void assertInDialect(Api api, int status, HttpResponse<String> response) {
        assertInDialect(api, status, response.statusCode(), response.body());
        assertThat(response.headers().firstValue("x-llm-call-id")).isPresent();
    }

    private void assertInDialect(Api api, int status, int actualStatus, String body) {
        assertThat(actualStatus).as(body).isEqualTo(status);
        JsonNode root = this.json.readTree(body);
        JsonNode error = root.path("error");
        assertThat(error.path("message").asString()).isNotBlank();
        assertThat(error.path("type").asString()).isNotBlank();
        switch (api) {
            case OPENAI -> assertThat(error.has("param") && error.has("code")).isTrue();
            case ANTHROPIC -> assertThat(root.path("type").asString()).isEqualTo("error");
        }
    }

    private HttpResponse<String> throughStandalone(Api api, byte[] body) throws IOException, InterruptedException {
        URI uri = URI.create(this.gateway.standalone() + api.path);
        HttpRequest request = HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + this.gateway.canaries().alice())
            .POST(BodyPublishers.ofByteArray(body))
            .build();
        return this.client.send(request, BodyHandlers.ofString());
    }

    private ClientAnswer throughApisix(Api api, byte[] body) {
        return this.gateway.apisix().send(ClientRequest.post(api.path, body).bearer(this.gateway.canaries().alice()));
    }

    private String body(Api api, String members) {
        return "{\"model\":\"" + api.model + "\",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\""
                + this.mark + "\"}]" + members + "}";
    }

    private enum Api {

        OPENAI("/v1/chat/completions", WholeGateway.MODEL), ANTHROPIC("/v1/messages", WholeGateway.CLAUDE);

        private final String path;

        private final String model;

        Api(String path, String model) {
            this.path = path;
            this.model = model;
        }

    }

}
