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

/** What the simulator refuses as the providers do, and what it remembers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictnessTest {

    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private final Simulator simulator = Simulator.start(SimulatorConfig.defaults());

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterAll
    void stop() {
        this.client.close();
        this.simulator.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0',
            textBlock = """
                            /v1/chat/completions | {"messages":[{"role":"user","content":"Hi"}]} | model
                            /v1/chat/completions | {"model":"m"} | messages
                            /v1/chat/completions | {"model":"m","messages":[]} | messages
                            /v1/chat/completions | {"model":"m","messages":[{"role":"king","content":"Hi"}]} | king
                            /v1/chat/completions | {"model":"m","messages":[{"role":"user"}]} | messages[0].content
                            /v1/chat/completions | {"model":"m","model":"n","messages":[]} | Duplicate
                            /v1/chat/completions | {"model":"m","messages":[{"role":"user","content":"Hi"}]} x | parse
                            /v1/chat/completions | {"model":"m","stram":true,"messages":[]} | stram
                            /v1/chat/completions | {"model":"m","max_tokens":0,"messages":[{"role":"user","content":"Hi"}]} | max_tokens
                            /v1/chat/completions | {"model":"m","max_tokens":"5","messages":[{"role":"user","content":"Hi"}]} | max_tokens
                            /v1/chat/completions | {"model":"m","stream_options":{},"messages":[{"role":"user","content":"Hi"}]} | stream_options
                            /v1/chat/completions | {"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":"x"}]}]} | image_url
                            /v1/chat/completions | {"model":"m","messages":[{"role":"assistant","content":"Hi","reasoning_content":"x"}]} | reasoning_content
                            /v1/chat/completions | {"model":"m","messages":[{"role":"tool","tool_call_id":"1","content":"Hi"}]} | tool
                            /v1/chat/completions | {"model":"m","stop":["1","2","3","4","5"],"messages":[{"role":"user","content":"Hi"}]} | stop
                            /v1/responses | {"model":"m","input":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]} | type
                            /v1/responses | {"model":"m","input":[{"type":"function_call","call_id":"1","name":"f","arguments":"{}"}]} | output
                            /v1/responses | {"model":"m","input":"Hi","include":["all"]} | include
                            /anthropic/v1/messages | {"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"text","text":"Hi","x":1}]}]} | x
                            /anthropic/v1/messages | {"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/svg+xml","data":"AA=="}}]}]} | svg
                            /anthropic/v1/messages | {"model":"m","max_tokens":5,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"1","name":"f","input":{}}]},{"role":"user","content":"Hi"}]} | tool_result
                            /anthropic/v1/messages | {"model":"m","max_tokens":5,"thinking":{"type":"enabled","budget_tokens":1024},"messages":[{"role":"user","content":"Hi"}]} | budget_tokens
                            /v1/responses | {"model":"m"} | input
                            /v1/embeddings | {"model":"m","input":[]} | input
                            /v1/audio/transcriptions | {"model":"m"} | form
                            /anthropic/v1/messages | {"model":"m","messages":[{"role":"user","content":"Hi"}]} | max_tokens
                            /anthropic/v1/messages | {"model":"m","max_tokens":5,"messages":[{"role":"king","content":"Hi"}]} | king
                    /anthropic/v1/messages | {"model":"m","max_tokens":5,"top_k":5,"messages":[{"role":"user","content":"Hi"}]} | top_k
                            """)
    void refusesABodyThatIsNotValid(String path, String body, String named) throws Exception {
        HttpResponse<String> response = send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("invalid_request_error").contains(named);
    }

    @ParameterizedTest
    @CsvSource({ "/v1/v1/chat/completions", "/chat/completions", "/v1/nothing",
            "/azure/openai/deployments/m/chat/completions" })
    void knowsNoOtherPath(String path) throws Exception {
        HttpResponse<String> response = send(request(path).POST(HttpRequest.BodyPublishers.ofString(CHAT)));

        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void servesAzuresPathsWithAzuresHeader() throws Exception {
        HttpRequest.Builder deployment = HttpRequest
            .newBuilder(this.simulator.baseUri()
                .resolve("/azure/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21"))
            .header("content-type", "application/json")
            .header("api-key", SimulatorConfig.DEFAULT_KEY)
            .POST(HttpRequest.BodyPublishers.ofString(CHAT.replace("\"model\":\"m\",", "")));
        HttpRequest.Builder v1 = HttpRequest
            .newBuilder(this.simulator.baseUri().resolve("/azure/openai/v1/chat/completions"))
            .header("content-type", "application/json")
            .header("api-key", "wrong")
            .POST(HttpRequest.BodyPublishers.ofString(CHAT));

        assertThat(send(deployment).body()).contains("\"model\":\"my-gpt\"");
        assertThat(send(v1).statusCode()).isEqualTo(401);
    }

    @Test
    void remembersRequestsAsTheyArrived() throws Exception {
        this.simulator.forgetRequests();

        send(request("/v1/chat/completions?a=%20b").header("x-trace", "1")
            .header("x-trace", "2")
            .POST(HttpRequest.BodyPublishers.ofString(CHAT)));

        ReceivedRequest request = this.simulator.requests().getLast();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.query()).isEqualTo("a=%20b");
        assertThat(request.headers("X-Trace")).containsExactly("1", "2");
        assertThat(request.bodyText()).isEqualTo(CHAT);
        assertThat(request.toString()).doesNotContain(SimulatorConfig.DEFAULT_KEY, "Hi");
    }

    @Test
    void echoesTheRequestOnDemand() throws Exception {
        HttpResponse<String> response = send(
                request("/anything?x=1").header("x-sim-echo", "1").POST(HttpRequest.BodyPublishers.ofString("body")));

        assertThat(response.body()).contains("\"path\":\"/anything\"", "\"query\":\"x=1\"", "\"body\":\"body\"");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.simulator.baseUri() + path))
            .header("authorization", "Bearer " + SimulatorConfig.DEFAULT_KEY)
            .header("content-type", "application/json");
        if (path.startsWith("/anthropic")) {
            request.header("anthropic-version", "2026-10-21").header("x-api-key", SimulatorConfig.DEFAULT_KEY);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

}
