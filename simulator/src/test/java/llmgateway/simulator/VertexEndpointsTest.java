package llmgateway.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What Vertex AI wants otherwise than the makers of its models. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VertexEndpointsTest {

    private static final String VERSION = "\"anthropic_version\":\"vertex-2023-10-16\"";

    private static final String ASKED = "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private final Simulator simulator = Simulator.start(SimulatorConfig.defaults());

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterAll
    void stop() {
        this.client.close();
        this.simulator.close();
    }

    @Test
    void answersForClaude() throws Exception {
        assertThat(send("anthropic/models/claude-x@1:rawPredict", "{" + VERSION + "," + ASKED + "}").body())
            .contains("\"type\":\"message\"", "\"model\":\"claude-x@1\"");
        assertThat(send("anthropic/models/claude-x:streamRawPredict", "{" + VERSION + ",\"stream\":true," + ASKED + "}")
            .body()).contains("event: message_stop");
        assertThat(send("anthropic/models/count-tokens:rawPredict",
                "{" + VERSION + ",\"model\":\"claude-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
            .body()).contains("input_tokens");
    }

    @Test
    void answersForGeminiWithoutIdsOfCalls() throws Exception {
        assertThat(send("google/models/gemini-x:generateContent", """
                {"contents":[{"parts":[{"text":"hi"}]}],"tools":[{"functionDeclarations":[{"name":"f"}]}]}""").body())
            .contains("functionCall")
            .doesNotContain("\"id\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0',
            textBlock = """
                    anthropic/models/c:rawPredict | {$A} | anthropic_version
                    anthropic/models/c:rawPredict | {$V,"model":"c",$A} | model
                    anthropic/models/c:rawPredict | {$V,"stream":true,$A} | stream
                    anthropic/models/c:streamRawPredict | {$V,$A} | stream
                    anthropic/models/count-tokens:rawPredict | {$V,"messages":[]} | model
                    anthropic/models/c:rawPredict | {$V,"max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://a"}}]}]} | URL sources
                    google/models/g:generateContent | {"contents":[{"parts":[{"functionCall":{"id":"1","name":"f"}}]}]} | "id\\"
                    google/models/g:generateContent | {"contents":[{"parts":[{"text":"a"}]}],"serviceTier":"flex"} | serviceTier
                    """)
    void refusesWhatVertexAiRefuses(String path, String body, String named) throws Exception {
        HttpResponse<String> refused = send(path, body.replace("$V", VERSION).replace("$A", ASKED));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains(named);
    }

    @Test
    void googleRefusesWhoeverHasNoToken() throws Exception {
        HttpResponse<String> refused = this.client.send(request("anthropic/models/c:rawPredict", "{}").build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("UNAUTHENTICATED");
    }

    private HttpResponse<String> send(String path, String body) throws Exception {
        return this.client.send(
                request(path, body).header("authorization", "Bearer " + SimulatorConfig.DEFAULT_KEY).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest
            .newBuilder(URI.create(this.simulator.baseUri() + "/vertex/v1/projects/p/locations/eu/publishers/" + path))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    }

}
