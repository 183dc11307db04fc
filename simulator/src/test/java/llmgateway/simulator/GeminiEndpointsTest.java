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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Gemini's operations, by their documented fields. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeminiEndpointsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String QUESTION = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"What is it?\"}]}]}";

    private final Simulator simulator = Simulator.start(SimulatorConfig.defaults());

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterAll
    void stop() {
        this.client.close();
        this.simulator.close();
    }

    @Test
    void answersAndCountsWords() throws Exception {
        JsonNode answer = JSON.readTree(send("m:generateContent", QUESTION).body());

        assertThat(answer.at("/candidates/0/content/parts/0/text").asString()).startsWith("Hello from the simulator!");
        assertThat(answer.at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
        assertThat(answer.at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(3);
        assertThat(answer.path("modelVersion").asString()).isEqualTo("m");
    }

    @Test
    void streamsAsEventsOrAsAList() throws Exception {
        HttpResponse<String> events = send("m:streamGenerateContent?alt=sse", QUESTION);
        HttpResponse<String> list = send("m:streamGenerateContent", QUESTION);

        assertThat(events.headers().firstValue("content-type"))
            .hasValueSatisfying((type) -> assertThat(type).startsWith("text/event-stream"));
        assertThat(events.body()).contains("data: {\"candidates\":[{\"index\":0").contains("\"finishReason\":\"STOP\"");
        JsonNode chunks = JSON.readTree(list.body());
        assertThat(chunks.isArray()).isTrue();
        assertThat(chunks.get(chunks.size() - 1).at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(3);
    }

    @Test
    void callsTheToolsThatAreAllowed() throws Exception {
        JsonNode answer = JSON.readTree(send("m:generateContent", """
                {"contents":[{"parts":[{"text":"hi"}]}],
                 "tools":[{"functionDeclarations":[{"name":"f"},
                  {"name":"g","parametersJsonSchema":{"type":"object","properties":{"a":{"type":"string"}}}}]}],
                 "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["g"]}}}""").body());

        assertThat(answer.at("/candidates/0/content/parts/0/functionCall/name").asString()).isEqualTo("g");
        assertThat(answer.at("/candidates/0/content/parts/0/functionCall/args/a").asString()).isEqualTo("simulated");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {} | contents
            {"contents":[],"x":1} | x
            {"contents":[]} | contents
            {"contents":[{"role":"king","parts":[{"text":"a"}]}]} | king
            {"contents":[{"parts":[{}]}]} | oneof
            {"contents":[{"parts":[{"inlineData":{"data":"AAAA"}}]}]} | mimeType
            {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"maxOutputTokens":"5"}} | maxOutputTokens
            {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"responseJsonSchema":{}}} | response_mime_type
            {"contents":[{"role":"model","parts":[{"functionCall":{"name":"f"}}]}]} | thought_signature
            """)
    void refusesABodyThatIsNotValid(String body, String named) throws Exception {
        HttpResponse<String> response = send("gemini-3-pro:generateContent", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("INVALID_ARGUMENT").contains(named);
    }

    @Test
    void wantsAsManyResultsAsCalls() throws Exception {
        HttpResponse<String> response = send("m:generateContent", """
                {"contents":[{"role":"model","parts":[{"functionCall":{"name":"f"}},{"functionCall":{"name":"g"}}]},
                 {"parts":[{"functionResponse":{"name":"f","response":{}}}]}]}""");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("number of function response parts");
    }

    private HttpResponse<String> send(String call, String body) throws Exception {
        return this.client
            .send(HttpRequest.newBuilder(URI.create(this.simulator.baseUri() + "/gemini/v1beta/models/" + call))
                .header("content-type", "application/json")
                .header("x-goog-api-key", SimulatorConfig.DEFAULT_KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

}
