package llmgateway.dialect.generatecontent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import llmgateway.core.error.ErrorCode;
import llmgateway.core.error.Reject;
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
import llmgateway.dialect.format.UntranslatableRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class GenerateContentRequestReaderTest {

    private static final String CONTENTS = "\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]";

    @Test
    void readsAConversationInEitherSpelling() {
        assertThat(documented().messages()).containsExactly(
                new Message(Role.SYSTEM, List.of(new Part.Text("You are a cat. Your name is Neko."))),
                new Message(Role.USER,
                        List.of(new Part.Text("What is in the picture, and how warm is it in Paris and London?"),
                                new Part.Image(new Media.Inline("image/jpeg", "/+8="), Optional.empty()),
                                new Part.Document(new Media.Url("https://example.com/guide.pdf"), Optional.empty()),
                                new Part.Audio(new Media.Inline("audio/mp3", "AAAA")),
                                new Part.Document(new Media.PlainText("\u00e9t\u00e9"), Optional.empty()))),
                new Message(Role.ASSISTANT,
                        List.of(new Part.Thinking("I need the weather.", Optional.empty()),
                                new Part.ToolCall("call_0", "get_temperature", Bodies.json("{\"city_name\":\"Paris\"}"),
                                        Optional.of(new Signature("gemini", "c2lnbmVk"))),
                                new Part.ToolCall("call_1", "get_temperature",
                                        Bodies.json("{\"city_name\":\"London\"}"), Optional.empty()))),
                new Message(Role.USER, List.of(new Part.ToolResult("call_0", List.of(new Part.Text("15C")), false),
                        new Part.ToolResult("call_1", List.of(new Part.Text("no such place")), true))));
    }

    @Test
    void readsSettings() {
        ChatRequest request = documented();

        assertThat(request.sampling()).isEqualTo(new Sampling(OptionalLong.of(800), OptionalDouble.of(1.0),
                OptionalDouble.of(0.8), OptionalInt.of(40), OptionalDouble.of(0.2), OptionalDouble.of(0.1),
                OptionalLong.of(7), List.of("Title"), 2, OptionalInt.of(3), Map.of()));
        assertThat(request.reasoning())
            .contains(new Reasoning(Optional.of("low"), OptionalLong.empty(), Optional.of(true)));
        assertThat(request.service()).isEqualTo(new ServiceOptions(Optional.empty(), Map.of("team_name", "blue"),
                Optional.of("default"), Optional.empty()));
        assertThat(request.format())
            .isEqualTo(new ResponseFormat.JsonSchema("response", Optional.empty(), Bodies.json("""
                    {"type":"array","items":{"type":"object","properties":{"name":{"type":"string"}}}}"""),
                    Optional.empty()));
        assertThat(request.usageInStream()).isTrue();
    }

    @Test
    void offersOnlyTheToolsThatAreAllowedAndTurnsTheirSchemasIntoJsonSchema() {
        ChatRequest request = documented();

        assertThat(request.tooling().choice()).contains(new ToolChoice.Required());
        assertThat(request.tooling().tools()).extracting(Tool::name).containsExactly("get_temperature", "ping");
        assertThat(request.tooling().tools()).extracting((tool) -> tool.parameters().toString())
            .containsExactly(
                    "{\"type\":\"object\",\"properties\":{"
                            + "\"city_name\":{\"type\":[\"string\",\"null\"],\"maxLength\":80},"
                            + "\"unit\":{\"type\":\"string\",\"enum\":[\"C\",\"F\"]}},\"required\":[\"city_name\"]}",
                    "{\"type\":\"object\",\"properties\":{}}");
    }

    @Test
    void namesWhatItLeavesOut() {
        assertThat(documented().unread()).containsExactlyInAnyOrder("safetySettings",
                "generationConfig.mediaResolution");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "ANY | Named[name=f]", "NONE | None[]", "AUTO | Auto[]", "VALIDATED | Auto[]" })
    void readsToolChoices(String mode, String choice) {
        assertThat(read("\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"" + mode
                + "\",\"allowedFunctionNames\":[\"f\"]}}")
            .tooling()
            .choice()).hasToString("Optional[" + choice + "]");
    }

    @Test
    void takesForeignSignaturesBackHoweverAnSdkEncodesThem() {
        Signature foreign = new Signature("anthropic", "a?b>c/+=");
        String sent = ThoughtSignatures.forClient(foreign);
        for (String encoded : List.of(sent, sent.replace('+', '-').replace('/', '_'))) {
            ChatRequest request = GenerateContentRequestReader.read(Bodies.json("""
                    {"contents":[{"role":"model","parts":[{"text":"t","thought":true,"thoughtSignature":"%s"},
                     {"text":"words","thoughtSignature":"%s"}]}]}""".formatted(encoded, encoded)));

            assertThat(request.messages().getFirst().parts()).containsExactly(
                    new Part.Thinking("t", Optional.of(foreign)), new Part.Text("words"),
                    new Part.HiddenThinking(foreign));
        }
    }

    @Test
    void knowsUploadedFilesFromOpenAddresses() {
        assertThat(GenerateContentRequestReader
            .read(Bodies
                .json("""
                        {"contents":[{"parts":[
                         {"fileData":{"fileUri":"https://generativelanguage.googleapis.com/v1beta/files/abc","mimeType":"image/png"}},
                         {"fileData":{"fileUri":"gs://bucket/a.pdf","mimeType":"application/pdf"}}]}]}"""))
            .messages()
            .getFirst()
            .parts())
            .containsExactly(
                    new Part.Image(new Media.FileId("https://generativelanguage.googleapis.com/v1beta/files/abc"),
                            Optional.empty()),
                    new Part.Document(new Media.FileId("gs://bucket/a.pdf"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"tools\":[{\"googleSearch\":{}}]", "\"tools\":[{\"code_execution\":{}}]",
            "\"cachedContent\":\"cachedContents/1\"", "\"generationConfig\":{\"responseModalities\":[\"IMAGE\"]}",
            "\"generationConfig\":{\"responseMimeType\":\"text/x.enum\"}",
            "\"contents\":[{\"parts\":[{\"executableCode\":{\"code\":\"1\"}}]}]",
            "\"contents\":[{\"parts\":[{\"inlineData\":{\"mimeType\":\"video/mp4\",\"data\":\"AAAA\"}}]}]" })
    void refusesWhatOnlyGoogleCanDo(String fields) {
        Reject reject = refusal(fields);

        assertThat(reject.code()).isEqualTo(ErrorCode.INVALID_REQUEST_ERROR);
        assertThat(reject.message()).contains("cannot be asked for");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "\"contents\":[] | contents", "\"contents\":\"hi\" | contents",
                    "\"contents\":[{\"role\":\"system\",\"parts\":[]}] | contents[0].role",
                    "\"contents\":[{\"parts\":[{\"text\":7}]}] | contents[0].parts[0].text",
                    "\"contents\":[{\"parts\":[{\"functionResponse\":{\"name\":\"f\"}}]}] "
                            + "| contents[0].parts[0].functionResponse.name",
                    "\"generationConfig\":{\"maxOutputTokens\":\"5\"} | generationConfig.maxOutputTokens",
                    "\"generationConfig\":{\"topP\":0.1,\"top_p\":0.9} | topP",
                    "\"generationConfig\":{\"temperature\":true} | generationConfig.temperature",
                    "\"tools\":[{\"functionDeclarations\":[{}]}] | tools[0].functionDeclarations[0].name",
                    "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"SOME\"}} "
                            + "| toolConfig.functionCallingConfig.mode" })
    void namesTheFieldThatIsWrong(String fields, String path) {
        assertThat(refusal(fields).param()).contains(path);
    }

    private static Reject refusal(String fields) {
        UntranslatableRequest refused = catchThrowableOfType(UntranslatableRequest.class, () -> read(fields));
        assertThat(refused).as(fields).isNotNull();
        return refused.reject();
    }

    private static ChatRequest read(String fields) {
        String body = fields.startsWith("\"contents\"") ? "{" + fields + "}" : "{" + CONTENTS + "," + fields + "}";
        return new GenerateContentClientFormat().readRequest(Bodies.json(body));
    }

    private static ChatRequest documented() {
        return new GenerateContentClientFormat().readRequest(Bodies.file("request.json"));
    }

}
