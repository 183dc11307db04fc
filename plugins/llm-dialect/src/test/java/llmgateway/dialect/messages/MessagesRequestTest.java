package llmgateway.dialect.messages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.claude.RandomConversations;
import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.ServiceOptions;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.format.Feature;
import llmgateway.dialect.format.Support;
import llmgateway.dialect.format.Platform;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.format.UntranslatableRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MessagesRequestTest {

    private static final MessagesClientFormat CLIENT = new MessagesClientFormat();

    private static final MessagesProviderFormat PROVIDER = new MessagesProviderFormat();

    private static final TargetModel OPUS_5 = MessagesExamples.model("claude-opus-5");

    @Test
    void theDocumentedRequestIsReadInFull() {
        ChatRequest request = CLIENT.readRequest(MessagesExamples.tree("request.json"));

        assertThat(request.messages()).extracting(Message::role)
            .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER, Role.SYSTEM);
        assertThat(request.messages().getFirst().parts()).endsWith(new Part.CachePoint(CacheLifetime.ONE_HOUR));
        assertThat(request.messages().get(1).parts()).contains(
                new Part.Image(new Media.Url("https://example.com/a.jpg"), Optional.empty()),
                new Part.Document(new Media.Inline("application/pdf", "JVBERi0="), Optional.of("Report")),
                new Part.Document(new Media.PlainText("Plain."), Optional.empty()));
        assertThat(request.messages().get(2).parts()).contains(
                new Part.Thinking("A tool knows.",
                        Optional.of(new Signature("anthropic", "EqQBCgIYAhIM1gbcDa9GJwZA2b3h"))),
                new Part.HiddenThinking(new Signature("anthropic", "EmwKAhgBEgy3va3pzix")));
        assertThat(request.messages().get(3).parts())
            .contains(new Part.ToolResult("toolu_01", List.of(new Part.Text("15 degrees")), false),
                    new Part.ToolResult("toolu_02",
                            List.of(new Part.Text("no clock"),
                                    new Part.Image(new Media.Inline("image/jpeg", "/9j/4AA="), Optional.empty())),
                            true));
        assertThat(request.tooling().choice()).contains(new ToolChoice.Auto());
        assertThat(request.tooling().parallel()).contains(false);
        assertThat(request.tooling().tools().getLast().cache()).contains(CacheLifetime.USUAL);
        assertThat(request.reasoning())
            .contains(new Reasoning(Optional.of("medium"), OptionalLong.empty(), Optional.of(true)));
        assertThat(request.format()).isInstanceOf(ResponseFormat.JsonSchema.class);
        assertThat(request.service())
            .isEqualTo(new ServiceOptions(Optional.of("u-1"), Map.of(), Optional.of("default"), Optional.empty()));
        assertThat(request.unread()).containsExactly("messages[0].content[4].citations", "inference_geo");
    }

    @Test
    void whatIsReadOfTheDocumentedRequestIsWrittenAsItWas() {
        JsonNode document = MessagesExamples.tree("request.json");
        ChatRequest request = CLIENT.readRequest(document);

        assertThat(CLIENT.readRequest(PROVIDER.writeRequest(request, OPUS_5)).withStream(true, true))
            .usingRecursiveComparison()
            .ignoringFields("unread")
            .isEqualTo(request);
    }

    @Test
    void everyRequestThatTheApiCanSaySurvivesIt() {
        for (long seed = 0; seed < 2_000; seed++) {
            ChatRequest request = new RandomConversations(seed).request();

            assertThat(CLIENT.readRequest(PROVIDER.writeRequest(request, OPUS_5))).as("seed %d", seed)
                .isEqualTo(request);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{'max_tokens':1} | messages", "{'messages':[]} | max_tokens",
            "{'max_tokens':'5','messages':[]} | max_tokens",
            "{'max_tokens':1,'messages':[{'role':'tool','content':'x'}]} | messages[0].role",
            "{'max_tokens':1,'messages':[{'role':'user','content':7}]} | messages[0].content",
            "{'max_tokens':1,'messages':[{'role':'user','content':[{'type':'text'}]}]} | messages[0].content[0].text",
            "{'max_tokens':1,'messages':[],'thinking':{'type':'some'}} | thinking.type",
            "{'max_tokens':1,'messages':[],'tool_choice':{'type':'tool'}} | tool_choice.name",
            "{'max_tokens':1,'messages':[],'container':'c_1'} | container",
            "{'max_tokens':1,'messages':[],'tools':[{'type':'web_search_20260318','name':'s'}]} | tools[0].type",
            "{'max_tokens':1,'messages':[{'role':'user','content':[{'type':'server_tool_use'}]}]}"
                    + " | messages[0].content[0].type" })
    void whatIsNotOfTheApiOrOfItAloneIsRefusedByItsPath(String body, String path) {
        assertThatExceptionOfType(UntranslatableRequest.class)
            .isThrownBy(() -> CLIENT.readRequest(MessagesExamples.json(body)))
            .satisfies((refused) -> assertThat(refused.reject().param()).contains(path));
    }

    @Test
    void theMarkOfTheWholeRequestIsOneAtItsEnd() {
        ChatRequest request = CLIENT.readRequest(MessagesExamples
            .json("{'max_tokens':1,'cache_control':{'type':'ephemeral'},'messages':[{'role':'user','content':'a'}]}"));

        assertThat(request.messages()).containsExactly(
                new Message(Role.USER, List.of(new Part.Text("a"), new Part.CachePoint(CacheLifetime.USUAL))));
    }

    @Test
    void theSignatureOfAToolCallComesBackFromItsBlock() {
        String data = Signatures.ofToolCall(new Signature("gemini", "Ab.C"));
        ChatRequest request = CLIENT.readRequest(MessagesExamples
            .json("{'max_tokens':1,'messages':[{'role':'assistant','content':[{'type':'redacted_thinking','data':'"
                    + data + "'},{'type':'tool_use','id':'1','name':'t','input':{}}]}]}"));

        assertThat(request.messages().getFirst().parts()).singleElement()
            .isInstanceOfSatisfying(Part.ToolCall.class,
                    (call) -> assertThat(call.signature()).contains(new Signature("gemini", "Ab.C")));
    }

    @Test
    void thoughtsOfOtherIssuersAreLeftOut() {
        ChatRequest request = said(new Part.Thinking("hm", Optional.of(new Signature("openai", "x"))),
                new Part.Thinking("hm", Optional.empty()), new Part.HiddenThinking(new Signature("gemini", "y")),
                new Part.Text("b"));

        assertThat(PROVIDER.writeRequest(request, OPUS_5).path("messages").path(1).path("content"))
            .isEqualTo(MessagesExamples.json("[{'type':'text','text':'b'}]"));
    }

    @Test
    void vertexAiHasTheModelInThePathAndTheVersionInTheBody() {
        JsonNode written = PROVIDER.writeRequest(said(new Part.Text("b")),
                new TargetModel(new RequestModel("claude-opus-5"), OptionalLong.empty(), Platform.VERTEX_AI));

        assertThat(written.has("model")).isFalse();
        assertThat(written.path("anthropic_version").asString()).isEqualTo("vertex-2023-10-16");
    }

    @Test
    void theOutputLimitIsTheModelsWhereNoneIsAskedFor() {
        ChatRequest request = said(new Part.Text("b"));

        assertThat(PROVIDER.writeRequest(request, OPUS_5).path("max_tokens").longValue()).isEqualTo(4096);
        assertThat(
                PROVIDER.writeRequest(request, new TargetModel(new RequestModel("claude-opus-5"), OptionalLong.of(9)))
                    .path("max_tokens")
                    .longValue())
            .isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "claude-opus-5 | high | {'type':'adaptive'} | {'effort':'high'}",
            "claude-opus-5 | minimal | {'type':'adaptive'} | {'effort':'low'}",
            "claude-opus-4-6 | xhigh | {'type':'adaptive'} | {'effort':'high'}",
            "claude-opus-5 | none | {'type':'disabled'} | ", "claude-sonnet-5-5 | none | {'type':'between_tools'} | ",
            "claude-opus-5-5 | none | | {'effort':'low'}", "claude-sonnet-4-5 | none | | ",
            "claude-sonnet-4-5 | minimal | {'type':'enabled','budget_tokens':1024} | ",
            "claude-sonnet-4-5 | high | {'type':'enabled','budget_tokens':2048} | " })
    void effortIsToldAsTheGenerationTakesIt(String model, String effort, @Nullable String thinking,
            @Nullable String config) {
        JsonNode body = PROVIDER.writeRequest(
                said(new Part.Text("b")).withReasoning(
                        Optional.of(new Reasoning(Optional.of(effort), OptionalLong.empty(), Optional.empty()))),
                MessagesExamples.model(model));

        assertThat(body.path("thinking").toString()).isEqualTo(jsonOrNothing(thinking));
        assertThat(body.path("output_config").toString()).isEqualTo(jsonOrNothing(config));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "claude-sonnet-4-5 | 2000 | {'type':'enabled','budget_tokens':2000} | ",
                    "claude-sonnet-4-5 | 9000 | {'type':'enabled','budget_tokens':4095} | ",
                    "claude-sonnet-4-5 | 0 | | ", "claude-opus-5 | 2000 | {'type':'adaptive'} | {'effort':'low'}",
                    "claude-opus-5 | 20000 | {'type':'adaptive'} | {'effort':'high'}" })
    void aBudgetIsToldAsTheGenerationTakesIt(String model, long budget, @Nullable String thinking,
            @Nullable String config) {
        JsonNode body = PROVIDER.writeRequest(
                said(new Part.Text("b")).withReasoning(
                        Optional.of(new Reasoning(Optional.empty(), OptionalLong.of(budget), Optional.empty()))),
                MessagesExamples.model(model));

        assertThat(body.path("thinking").toString()).isEqualTo(jsonOrNothing(thinking));
        assertThat(body.path("output_config").toString()).isEqualTo(jsonOrNothing(config));
    }

    @Test
    void whatModelsWroteThatIsNoObjectIsWrapped() {
        JsonNode broken = MessagesExamples.json("'{broken'");

        JsonNode body = PROVIDER.writeRequest(said(new Part.ToolCall("call:1", "t", broken, Optional.empty())), OPUS_5);

        assertThat(body.path("messages").path(1).path("content").path(0)).isEqualTo(MessagesExamples
            .json("{'type':'tool_use','id':'call_1','name':'t','input':{'INVALID_JSON':'{broken'}}"));
    }

    @Test
    void aTextDocumentInBase64IsReadableText() {
        ChatRequest request = ChatRequest.of(List.of(new Message(Role.USER,
                List.of(new Part.Document(new Media.Inline("text/plain", "aGk="), Optional.of("n"))))));

        assertThat(
                PROVIDER.writeRequest(request, OPUS_5).path("messages").path(0).path("content").path(0).path("source"))
            .isEqualTo(MessagesExamples.json("{'type':'text','media_type':'text/plain','data':'hi'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/zip", "audio/wav" })
    void aDocumentOfAnotherTypeIsRefused(String type) {
        ChatRequest request = ChatRequest.of(List
            .of(new Message(Role.USER, List.of(new Part.Document(new Media.Inline(type, "aGk="), Optional.empty())))));

        assertThatExceptionOfType(UntranslatableRequest.class).isThrownBy(() -> PROVIDER.writeRequest(request, OPUS_5));
    }

    @Test
    void aSchemaIsClosedAndJsonWithoutOneIsAskedForInWords() {
        JsonNode schema = MessagesExamples
            .json("{'type':'object','properties':{'a':{'type':'object','properties':{}}}}");
        JsonNode closed = PROVIDER
            .writeRequest(said(new Part.Text("b"))
                .withFormat(new ResponseFormat.JsonSchema("x", Optional.empty(), schema, Optional.empty())), OPUS_5)
            .path("output_config")
            .path("format");

        assertThat(closed)
            .isEqualTo(MessagesExamples.json("{'type':'json_schema','schema':{'type':'object','properties':"
                    + "{'a':{'type':'object','properties':{},'additionalProperties':false}},'additionalProperties':false}}"));
        assertThat(PROVIDER.writeRequest(said(new Part.Text("b")).withFormat(new ResponseFormat.JsonObject()), OPUS_5)
            .path("system")
            .path(0)
            .path("text")
            .asString()).contains("JSON");
    }

    @Test
    void samplingIsDroppedForModelsThatRefuseIt() {
        assertThat(PROVIDER.support(Feature.TEMPERATURE, OPUS_5)).isEqualTo(Support.DROPPED);
        assertThat(PROVIDER.support(Feature.TEMPERATURE, MessagesExamples.model("claude-haiku-4-5")))
            .isEqualTo(Support.SUPPORTED);
    }

    @ParameterizedTest
    @EnumSource(Feature.class)
    void nothingIsDroppedThatCannotBe(Feature feature) {
        for (String model : List.of("claude-3-haiku-20240307", "claude-opus-5", "kimi-k2.5")) {
            assertThat(PROVIDER.support(feature, MessagesExamples.model(model)) != Support.DROPPED
                    || feature.canBeDropped())
                .isTrue();
        }
    }

    private static ChatRequest said(Part... parts) {
        return ChatRequest.of(List.of(new Message(Role.USER, List.of(new Part.Text("a"))),
                new Message(Role.ASSISTANT, List.of(parts)), new Message(Role.USER, List.of(new Part.Text("c")))));
    }

    private static String jsonOrNothing(@Nullable String json) {
        return (json == null) ? "" : MessagesExamples.json(json).toString();
    }

}
