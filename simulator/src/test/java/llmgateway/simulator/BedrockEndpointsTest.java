package llmgateway.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BedrockEndpointsTest {

    private static final String CONVERSE = "/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse";

    private static final String HELLO = "{'messages':[{'role':'user','content':[{'text':'Hello there'}]}]}";

    private static final String TOOLS = "{'messages':[{'role':'user','content':[{'text':'Hi'}]}],'toolConfig':{'tools':[{'toolSpec':"
            + "{'name':'get_weather','inputSchema':{'json':{'type':'object','properties':{'city':{'type':'string'}}}}}}]}}";

    private static final JsonMapper JSON = new JsonMapper();

    private final Simulator simulator = Simulator.start(SimulatorConfig.defaults());

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterAll
    void stop() {
        this.client.close();
        this.simulator.close();
    }

    @Test
    void answersInWords() throws Exception {
        JsonNode answer = json(send(CONVERSE, HELLO));

        assertThat(answer.path("output").path("message").path("content").path(0).path("text").asString())
            .startsWith("Hello");
        assertThat(answer.path("stopReason").asString()).isEqualTo("end_turn");
        assertThat(answer.path("usage").path("inputTokens").asInt()).isEqualTo(2);
    }

    @Test
    void callsTheOfferedTools() throws Exception {
        JsonNode call = json(send("/bedrock" + CONVERSE, TOOLS)).path("output").path("message").path("content").path(0);

        assertThat(call.path("toolUse").path("name").asString()).isEqualTo("get_weather");
        assertThat(call.path("toolUse").path("input").has("city")).isTrue();
    }

    @Test
    void streamsFrames() throws Exception {
        HttpResponse<byte[]> response = send(CONVERSE + "-stream", TOOLS);

        assertThat(response.headers().firstValue("content-type")).contains("application/vnd.amazon.eventstream");
        List<Message> frames = frames(response.body());
        assertThat(frames).extracting((frame) -> header(frame, ":event-type"))
            .startsWith("messageStart", "contentBlockStart", "contentBlockDelta")
            .endsWith("contentBlockStop", "messageStop", "metadata");
        assertThat(new String(frames.getLast().getPayload(), StandardCharsets.UTF_8)).contains("\"usage\"");
    }

    @Test
    void aFailureInTheMiddleIsAnException() throws Exception {
        HttpRequest request = request(CONVERSE + "-stream", HELLO).header("x-sim-fault", "error-event=2").build();

        assertThat(frames(this.client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body())).last()
            .extracting((frame) -> header(frame, ":exception-type"))
            .isEqualTo("modelStreamErrorException");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = { "{} | messages", "{'messages':[]} | messages",
            "{'model':'m','messages':[]} | model",
            "{'messages':[{'role':'assistant','content':[{'text':'a'}]}]} | alternate",
            "{'messages':[{'role':'user','content':[{'text':' '}]}]} | blank",
            "{'messages':[{'role':'user','content':[{'text':'a','cachePoint':{'type':'default'}}]}]} | exactly one",
            "{'messages':[{'role':'user','content':[{'toolResult':{'toolUseId':'1','content':[]}}]}]} | toolConfig",
            "{'messages':[{'role':'user','content':[{'toolResult':{'toolUseId':'a b','content':[]}}]}]} | toolUseId",
            "{'messages':[{'role':'user','content':[{'document':{'name':'a.pdf','source':{'bytes':'aGk='}}}]}]} | name",
            "{'messages':[{'role':'user','content':[{'image':{'format':'png','source':{'url':'x'}}}]}]} | url",
            "{'messages':[{'role':'user','content':[{'text':'a'}]}],'inferenceConfig':{'temperature':1.5}} | temperature" })
    void refusesABodyThatIsNotValid(String body, String named) throws Exception {
        HttpResponse<byte[]> response = send(CONVERSE, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("message").asString()).contains(named);
    }

    @Test
    void invokesTitanWithOneText() throws Exception {
        HttpResponse<byte[]> response = send("/model/amazon.titan-embed-text-v2%3A0/invoke",
                "{'inputText':'one two','dimensions':256}");

        assertThat(json(response).path("embedding")).hasSize(256);
        assertThat(json(response).path("inputTextTokenCount").asInt()).isEqualTo(2);
        assertThat(response.headers().firstValue("x-amzn-bedrock-input-token-count")).contains("2");
    }

    @Test
    void invokesCohereWhoseUsageStandsInTheHeadAlone() throws Exception {
        HttpResponse<byte[]> response = send("/model/eu.cohere.embed-v4%3A0/invoke",
                "{'texts':['one two','three'],'input_type':'search_query','embedding_types':['float']}");

        assertThat(json(response).path("embeddings").path("float")).hasSize(2);
        assertThat(json(response).has("meta")).isFalse();
        assertThat(response.headers().firstValue("x-amzn-bedrock-input-token-count")).contains("3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = { "amazon.titan-embed-text-v2:0 | {} | inputText",
            "amazon.titan-embed-text-v2:0 | {'inputText':'a','texts':['a']} | texts",
            "amazon.titan-embed-text-v2:0 | {'inputText':'a','dimensions':300} | dimensions",
            "cohere.embed-v4:0 | {'texts':['a'],'embedding_types':['float']} | input_type",
            "cohere.embed-v4:0 | {'model':'m','texts':['a'],'input_type':'search_query'} | model",
            "cohere.embed-english-v3 | {'texts':['a'],'input_type':'search_query','output_dimension':256} | output_dimension",
            "anthropic.claude-sonnet-4-5-20250929-v1:0 | {'messages':[]} | no model" })
    void refusesToInvokeWithABodyThatIsNotValid(String model, String body, String named) throws Exception {
        HttpResponse<byte[]> response = send("/model/" + model.replace(":", "%3A") + "/invoke", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("message").asString()).contains(named);
    }

    @Test
    void takesTheAccessKeyOfASignature() throws Exception {
        String key = SimulatorConfig.defaults().keys().iterator().next();
        HttpRequest signed = HttpRequest.newBuilder(URI.create(this.simulator.baseUri() + CONVERSE))
            .header("Content-Type", "application/json")
            .header("Authorization",
                    "AWS4-HMAC-SHA256 Credential=" + key
                            + "/20261126/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature="
                            + "0".repeat(64))
            .POST(HttpRequest.BodyPublishers.ofString(HELLO.replace('\'', '"')))
            .build();

        assertThat(this.client.send(signed, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(this.simulator.baseUri() + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + SimulatorConfig.defaults().keys().iterator().next())
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    }

    private HttpResponse<byte[]> send(String path, String body) throws Exception {
        return this.client.send(request(path, body).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        return JSON.readTree(response.body());
    }

    private static String header(Message frame, String name) {
        return Objects.requireNonNull(frame.getHeaders().get(name), name).getString();
    }

    private static List<Message> frames(byte[] stream) {
        List<Message> frames = new ArrayList<>();
        new MessageDecoder(frames::add).feed(stream);
        return frames;
    }

}
