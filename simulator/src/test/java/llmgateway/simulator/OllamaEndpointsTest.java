package llmgateway.simulator;

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Ollama's chat, by its documented fields. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OllamaEndpointsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String CHAT = "/ollama/api/chat";

    private final HttpSender simulator = new HttpSender();

    @AfterAll
    void stop() {
        this.simulator.close();
    }

    @Test
    void streamsLinesUnlessToldNotTo() throws Exception {
        HttpResponse<String> response = this.simulator.send(CHAT,
                "{\"model\":\"m\",\"think\":true,\"messages\":[{\"role\":\"user\",\"content\":\"What is it?\"}]}");

        assertThat(response.headers().firstValue("content-type")).hasValue("application/x-ndjson");
        List<JsonNode> documents = response.body().lines().map(JSON::readTree).toList();
        assertThat(documents.getFirst().at("/message/thinking").asString()).isNotEmpty();
        assertThat(documents.getLast().path("done").asBoolean()).isTrue();
        assertThat(documents.getLast().path("prompt_eval_count").asInt()).isEqualTo(3);
    }

    @Test
    void callsTools() throws Exception {
        JsonNode answer = this.simulator.json(CHAT,
                """
                        {"model":"m","stream":false,"messages":[{"role":"user","content":"Hi"}],"tools":[
                         {"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"string"}}}}}]}""");

        assertThat(answer.at("/message/tool_calls/0/function/arguments/a").asString()).isEqualTo("simulated");
        assertThat(answer.path("done_reason").asString()).isEqualTo("stop");
    }

    @Test
    void reachesTheLimit() throws Exception {
        JsonNode answer = this.simulator.json(CHAT,
                "{\"model\":\"m\",\"stream\":false,\"options\":{\"num_predict\":2},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

        assertThat(answer.path("done_reason").asString()).isEqualTo("length");
        assertThat(answer.path("eval_count").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0',
            textBlock = """
                    {"model":"m"} | messages
                    {"model":"m","messages":[{"role":"user","content":"Hi"}],"temperature":1} | temperature
                    {"model":"m","messages":[{"role":"user","content":[]}]} | content
                    {"model":"m","messages":[{"role":"user","content":"Hi","images":["data:image/png;base64,AA"]}]} | base64
                    {"model":"m","messages":[{"role":"user","content":"Hi"}],"think":"none"} | none
                    {"model":"m","messages":[{"role":"user","content":"Hi"}],"options":{"num_predict":"5"}} | num_predict
                    {"model":"m","messages":[{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}]} | arguments
                    """)
    void refusesABodyThatIsNotValid(String body, String named) throws Exception {
        HttpResponse<String> response = this.simulator.send(CHAT, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"error\":").contains(named);
    }

    @Test
    void aStreamThatFailsEndsWithAnErrorLine() throws Exception {
        assertThat(this.simulator
            .send(CHAT, "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}", "x-sim-fault",
                    "error-event=2")
            .body()
            .lines()).last().asString().startsWith("{\"error\":");
    }

}
