package llmgateway.simulator;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Cohere's chat, by its documented fields. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CohereEndpointsTest {

    private static final String CHAT = "/cohere/v2/chat";

    private static final String TOOLS = """
            {"model":"m","stream":%s,"messages":[{"role":"user","content":"Hi"}],"tools":[
             {"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"string"}}}}},
             {"type":"function","function":{"name":"g","parameters":{"type":"object"}}}]}""";

    private final HttpSender simulator = new HttpSender();

    @AfterAll
    void stop() {
        this.simulator.close();
    }

    @Test
    void answersAndCountsWords() throws Exception {
        JsonNode answer = this.simulator.json(CHAT,
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What is it?\"}]}]}");

        assertThat(answer.at("/message/content/0/text").asString()).startsWith("Hello from the simulator!");
        assertThat(answer.path("finish_reason").asString()).isEqualTo("COMPLETE");
        assertThat(answer.at("/usage/billed_units/input_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void callsToolsAfterAPlan() throws Exception {
        JsonNode answer = this.simulator.json(CHAT, TOOLS.formatted(false));

        assertThat(answer.at("/message/tool_plan").asString()).isNotBlank();
        assertThat(answer.at("/message/tool_calls/0/function/arguments").asString()).isEqualTo("{\"a\":\"simulated\"}");
        assertThat(answer.at("/message/tool_calls/1/function/name").asString()).isEqualTo("g");
        assertThat(answer.path("finish_reason").asString()).isEqualTo("TOOL_CALL");
    }

    @Test
    void streamsNamedEvents() throws Exception {
        String stream = this.simulator.send(CHAT, TOOLS.formatted(true)).body();

        assertThat(stream.lines().filter((line) -> line.startsWith("event: "))).containsSubsequence(
                "event: message-start", "event: tool-plan-delta", "event: tool-call-start", "event: tool-call-delta",
                "event: tool-call-end", "event: message-end");
    }

    @Test
    void stopsBeforeASequence() throws Exception {
        JsonNode answer = this.simulator.json(CHAT,
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stop_sequences\":[\"simulator\"]}");

        assertThat(answer.at("/message/content/0/text").asString()).isEqualTo("Hello from the ");
        assertThat(answer.path("finish_reason").asString()).isEqualTo("STOP_SEQUENCE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"model":"m"} | messages
            {"model":"m","messages":[{"role":"user","content":"Hi"}],"top_p":1} | top_p
            {"model":"m","messages":[{"role":"user","content":"Hi"}],"p":1} | 'p'
            {"model":"m","messages":[{"role":"user","content":"Hi"}],"presence_penalty":-1} | presence_penalty
            {"model":"m","messages":[{"role":"user","content":"Hi"}],"tool_choice":"auto"} | auto
            {"model":"m","messages":[{"role":"user","content":[{"type":"input_audio"}]}]} | input_audio
            {"model":"m","messages":[{"role":"tool","tool_call_id":"x","content":"Hi"}]} | tool
            {"model":"m","messages":[{"role":"assistant"}]} | content
            """)
    void refusesABodyThatIsNotValid(String body, String named) throws Exception {
        HttpResponse<String> response = this.simulator.send(CHAT, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"message\":").contains(named);
    }

    @Test
    void aStreamThatFailsEndsWithTheReasonError() throws Exception {
        assertThat(this.simulator
            .send(CHAT, "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                    "x-sim-fault", "error-event=2")
            .body()).contains("\"finish_reason\":\"ERROR\"");
    }

}
