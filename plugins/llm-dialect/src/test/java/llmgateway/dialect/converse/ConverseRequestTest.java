package llmgateway.dialect.converse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.ServiceOptions;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.Feature;
import llmgateway.dialect.format.Support;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.format.UntranslatableRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConverseRequestTest {

    private static final ConverseProviderFormat PROVIDER = new ConverseProviderFormat();

    private static final TargetModel SONNET = ConverseExamples.model("us.anthropic.claude-sonnet-4-5-20250929-v1:0");

    private static final TargetModel OPUS = ConverseExamples.model("anthropic.claude-opus-4-6-v1");

    private static final TargetModel NOVA = ConverseExamples.model("amazon.nova-pro-v1:0");

    private static final Signature SIGNED = new Signature("anthropic", "EqQB");

    private static final Part CALL = new Part.ToolCall("call_1", "get_weather",
            ConverseExamples.json("{'location':'Bath'}"), Optional.empty());

    @Test
    void everythingIsWrittenInItsPlace() {
        ChatRequest request = ChatRequest
            .of(List.of(
                    new Message(Role.SYSTEM, List.of(text("Be kind."), new Part.CachePoint(CacheLifetime.ONE_HOUR))),
                    new Message(Role.USER,
                            List.of(new Part.Image(new Media.Inline("image/png", "iVBO"), Optional.empty()),
                                    new Part.Document(new Media.Inline("application/pdf", "JVBE"),
                                            Optional.of("Q3 report.pdf")),
                                    text("What is it like?"))),
                    new Message(Role.ASSISTANT,
                            List.of(new Part.Thinking("A tool knows.", Optional.of(SIGNED)),
                                    new Part.HiddenThinking(new Signature("bedrock", "b3Bh")), text("I ask."), CALL)),
                    new Message(Role.USER, List.of(new Part.ToolResult("call_1", List.of(text("15")), true)))))
            .withTooling(new Tooling(List.of(new Tool("get_weather", Optional.of("The weather"),
                    ConverseExamples.json("{'properties':{}}"), Optional.of(true), Optional.of(CacheLifetime.USUAL))),
                    Optional.of(new ToolChoice.Required()), Optional.empty()))
            .withSampling(new Sampling(OptionalLong.of(9000), OptionalDouble.of(1.5), OptionalDouble.of(0.5),
                    OptionalInt.of(7), OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.empty(),
                    List.of("END"), 1, OptionalInt.empty(), Map.of()))
            .withReasoning(Optional.of(new Reasoning(Optional.empty(), OptionalLong.of(2000), Optional.empty())))
            .withFormat(new ResponseFormat.JsonSchema("answer", Optional.empty(),
                    ConverseExamples.json("{'type':'object','properties':{}}"), Optional.empty()))
            .withService(new ServiceOptions(Optional.empty(), Map.of(), Optional.of("priority"), Optional.empty()));

        assertThat(PROVIDER.writeRequest(request, SONNET).toPrettyString())
            .isEqualTo(ConverseExamples.tree("request.json").toPrettyString());
    }

    @Test
    void effortIsToldBesideAdaptiveThinking() {
        JsonNode body = PROVIDER.writeRequest(asked(text("a")).withReasoning(
                Optional.of(new Reasoning(Optional.of("high"), OptionalLong.empty(), Optional.empty()))), OPUS);

        assertThat(body.path("additionalModelRequestFields"))
            .isEqualTo(ConverseExamples.json("{'thinking':{'type':'adaptive'}}"));
        assertThat(body.path("outputConfig")).isEqualTo(ConverseExamples.json("{'effort':'high'}"));
    }

    @Test
    void toolsThatWereCalledAreDeclaredThoughNoneAreOffered() {
        ChatRequest request = ChatRequest.of(List.of(user(text("a")), new Message(Role.ASSISTANT, List.of(CALL)),
                user(new Part.ToolResult("call_1", List.of(), false))));

        assertThat(PROVIDER.writeRequest(request, NOVA).path("toolConfig")).isEqualTo(ConverseExamples
            .json("{'tools':[{'toolSpec':{'name':'get_weather','inputSchema':{'json':{'type':'object'}}}}]}"));
    }

    @Test
    void toolsAreNotOfferedWhereTheyMustNotBeCalled() {
        Tooling forbidden = new Tooling(List.of(new Tool("t", Optional.empty(),
                ConverseExamples.json("{'type':'object'}"), Optional.empty(), Optional.empty())),
                Optional.of(new ToolChoice.None()), Optional.empty());

        assertThat(PROVIDER.writeRequest(asked(text("a")).withTooling(forbidden), NOVA).has("toolConfig")).isFalse();
    }

    @Test
    void onlyClaudeGetsThoughtsBack() {
        ChatRequest request = ChatRequest.of(List.of(user(text("a")),
                new Message(Role.ASSISTANT, List.of(new Part.Thinking("hm", Optional.of(SIGNED)), text("b"))),
                user(text("c"))));

        assertThat(PROVIDER.writeRequest(request, NOVA).path("messages").path(1).path("content"))
            .isEqualTo(ConverseExamples.json("[{'text':'b'}]"));
    }

    @Test
    void documentsHaveAllowedAndDifferentNamesAndATextBesideThem() {
        Part document = new Part.Document(new Media.PlainText("hi"), Optional.of("a_b/c  ü.txt"));

        JsonNode content = PROVIDER.writeRequest(asked(document, document), NOVA)
            .path("messages")
            .path(0)
            .path("content");

        assertThat(content.path(0).path("document").path("name").asString()).isEqualTo("a-b-c --txt");
        assertThat(content.path(1).path("document").path("name").asString()).isEqualTo("a-b-c --txt (2)");
        assertThat(content.path(0).path("document").path("source").path("bytes").asString()).isEqualTo("aGk=");
        assertThat(content.path(2).has("text")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "image/tiff", "application/pdf", "" })
    void imagesOfOtherTypesAreRefused(String type) {
        ChatRequest request = asked(new Part.Image(new Media.Inline(type, "aGk="), Optional.empty()));

        assertThatExceptionOfType(UntranslatableRequest.class).isThrownBy(() -> PROVIDER.writeRequest(request, NOVA));
    }

    @Test
    void mediaBehindAnAddressIsRefused() {
        assertThat(PROVIDER.support(Feature.IMAGE_URL, SONNET)).isEqualTo(Support.REFUSED);
        assertThat(PROVIDER.support(Feature.DOCUMENT_URL, SONNET)).isEqualTo(Support.REFUSED);
    }

    @ParameterizedTest
    @EnumSource(Feature.class)
    void nothingIsDroppedThatCannotBe(Feature feature) {
        for (TargetModel model : List.of(SONNET, OPUS, NOVA, ConverseExamples.model("anthropic.claude-opus-5"))) {
            assertThat(PROVIDER.support(feature, model) != Support.DROPPED || feature.canBeDropped()).isTrue();
        }
    }

    private static ChatRequest asked(Part... parts) {
        return ChatRequest.of(List.of(user(parts)));
    }

    private static Message user(Part... parts) {
        return new Message(Role.USER, List.of(parts));
    }

    private static Part text(String text) {
        return new Part.Text(text);
    }

}
