package llmgateway.dialect.converse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import llmgateway.dialect.claude.RandomConversations;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.format.UntranslatableRequest;
import llmgateway.dialect.openai.Streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Converse as clients speak it. */
class ConverseClientTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConverseClientFormat client = new ConverseClientFormat();

    private final ConverseProviderFormat provider = new ConverseProviderFormat();

    @Test
    void readsARequestWhole() {
        ChatRequest request = read(
                """
                        {"system":[{"text":"Be brief."},{"cachePoint":{"type":"default","ttl":"1h"}}],
                         "messages":[
                          {"role":"user","content":[{"text":"Look"},{"image":{"format":"png","source":{"bytes":"AAAA"}}},
                            {"document":{"format":"pdf","name":"a b","source":{"bytes":"BBBB"}}}]},
                          {"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"hm","signature":"sig"}}},
                            {"toolUse":{"toolUseId":"t1","name":"look","input":{"a":1}}}]},
                          {"role":"user","content":[{"toolResult":{"toolUseId":"t1","status":"error","content":[{"json":{"b":2}}]}}]}],
                         "toolConfig":{"tools":[{"toolSpec":{"name":"look","description":"Looks","inputSchema":{"json":{"type":"object"}}}},
                           {"cachePoint":{"type":"default"}}],"toolChoice":{"tool":{"name":"look"}}},
                         "inferenceConfig":{"maxTokens":100,"temperature":0.5,"topP":0.9,"stopSequences":["END"]},
                         "additionalModelRequestFields":{"top_k":5,"thinking":{"type":"enabled","budget_tokens":2000},"other":1},
                         "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"name":"n","schema":"{\\"type\\":\\"object\\"}"}}}},
                         "requestMetadata":{"team":"x"},"serviceTier":{"type":"priority"},"performanceConfig":{"latency":"optimized"}}""");

        assertThat(request.messages())
            .containsExactly(
                    new Message(
                            Role.SYSTEM, List.of(new Part.Text("Be brief."),
                                    new Part.CachePoint(CacheLifetime.ONE_HOUR))),
                    new Message(Role.USER,
                            List.of(new Part.Text("Look"),
                                    new Part.Image(new Media.Inline("image/png", "AAAA"), Optional.empty()),
                                    new Part.Document(new Media.Inline("application/pdf", "BBBB"),
                                            Optional.of("a b")))),
                    new Message(Role.ASSISTANT,
                            List.of(new Part.Thinking("hm", Optional.of(new Signature("anthropic", "sig"))),
                                    new Part.ToolCall("t1", "look", JSON.readTree("{\"a\":1}"), Optional.empty()))),
                    new Message(Role.USER,
                            List.of(new Part.ToolResult("t1", List.of(new Part.Text("{\"b\":2}")), true))));
        assertThat(request.tooling().tools()).containsExactly(new Tool("look", Optional.of("Looks"),
                JSON.readTree("{\"type\":\"object\"}"), Optional.empty(), Optional.of(CacheLifetime.USUAL)));
        assertThat(request.tooling().choice()).contains(new ToolChoice.Named("look"));
        assertThat(request.sampling().maxOutputTokens()).hasValue(100);
        assertThat(request.sampling().topK()).isEqualTo(OptionalInt.of(5));
        assertThat(request.sampling().stop()).containsExactly("END");
        assertThat(request.reasoning())
            .contains(new Reasoning(Optional.empty(), OptionalLong.of(2000), Optional.of(true)));
        assertThat(request.format()).isEqualTo(new ResponseFormat.JsonSchema("n", Optional.empty(),
                JSON.readTree("{\"type\":\"object\"}"), Optional.of(true)));
        assertThat(request.service().metadata()).isEqualTo(Map.of("team", "x"));
        assertThat(request.service().serviceTier()).contains("priority");
        assertThat(request.unread()).containsExactlyInAnyOrder("additionalModelRequestFields.other",
                "performanceConfig");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"messages\":[],\"guardrailConfig\":{\"guardrailIdentifier\":\"g\"}}",
            "{\"messages\":[],\"promptVariables\":{\"a\":{\"text\":\"b\"}}}",
            "{\"messages\":[],\"toolConfig\":{\"tools\":[{\"systemTool\":{\"name\":\"x\"}}]}}",
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"video\":{\"format\":\"mp4\"}}]}]}",
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"image\":{\"format\":\"png\",\"source\":{\"s3Location\":{\"uri\":\"s3://b/k\"}}}}]}]}",
            "{\"messages\":[{\"role\":\"other\",\"content\":[]}]}", "{\"system\":[]}" })
    void refusesWhatOnlyAwsCanDoAndWhatIsNoRequest(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(UntranslatableRequest.class);
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aWholeAnswerSaysTheSame(int seed) {
        ChatAnswer answer = new RandomConversations(seed).answer();

        ChatAnswer read = this.provider
            .readAnswer(JSON.readTree(JSON.writeValueAsString(this.client.writeAnswer(answer, request()))));

        assertSame(read, answer);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void P12_aStreamSaysTheSameUnderEveryInterleavingAndHoweverItIsCut(int seed) {
        RandomConversations random = new RandomConversations(seed);
        ChatAnswer answer = random.answer();

        byte[] stream = Streams.write(this.client.streamWriter(request()), random.inTurns(answer));

        List<AnswerEvent> events = Streams.read(this.provider::streamReader, stream);
        assertSame(Streams.answer(events), answer);
        assertThat(Streams.readByteByByte(this.provider::streamReader, stream)).isEqualTo(events);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatAnotherProviderSignedComesBackWithTheNextTurn(int seed) {
        ChatAnswer answer = new RandomConversations(seed).answer();
        String content = this.client.writeAnswer(answer, request())
            .path("output")
            .path("message")
            .path("content")
            .toString();

        ChatRequest next = read("{\"messages\":[{\"role\":\"assistant\",\"content\":" + content + "}]}");

        assertThat(signatures(next.messages().getFirst().parts()))
            .isEqualTo(signatures(answer.choices().getFirst().parts()));
    }

    private static List<Signature> signatures(List<Part> parts) {
        return parts.stream().flatMap((part) -> switch (part) {
            case Part.Thinking thinking -> thinking.signature().stream();
            case Part.HiddenThinking hidden -> Optional.of(hidden.signature()).stream();
            case Part.ToolCall call -> call.signature().stream();
            default -> Optional.<Signature>empty().stream();
        }).toList();
    }

    /** The id, the model and the sequence that stopped it have no place here. */
    private static void assertSame(ChatAnswer read, ChatAnswer answer) {
        assertThat(words(read)).isEqualTo(words(answer));
        assertThat(calls(read)).isEqualTo(calls(answer));
        assertThat(read.choices().getFirst().reason()).isEqualTo(answer.choices().getFirst().reason());
        assertThat(read.usage().orElseThrow().inputTokens()).isEqualTo(answer.usage().orElseThrow().inputTokens());
        assertThat(read.usage().orElseThrow().outputTokens()).isEqualTo(answer.usage().orElseThrow().outputTokens());
        assertThat(read.serviceTier()).isEqualTo(answer.serviceTier());
    }

    private static List<String> words(ChatAnswer answer) {
        return answer.choices().getFirst().parts().stream().flatMap((part) -> switch (part) {
            case Part.Text text -> Optional.of("said " + text.text() + text.citations().size()).stream();
            case Part.Thinking thinking -> Optional.of("thought " + thinking.text()).stream();
            default -> Optional.<String>empty().stream();
        }).toList();
    }

    private static List<String> calls(ChatAnswer answer) {
        return answer.choices()
            .getFirst()
            .parts()
            .stream()
            .filter(Part.ToolCall.class::isInstance)
            .map(Part.ToolCall.class::cast)
            .map((call) -> call.id() + call.name() + call.arguments())
            .toList();
    }

    private static ChatRequest request() {
        return ChatRequest.of(List.of());
    }

    private ChatRequest read(String body) {
        return this.client.readRequest(JSON.readTree(body));
    }

}
