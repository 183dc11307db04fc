package llmgateway.dialect.responses;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.ChatModel;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvents;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Citation;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.ServiceOptions;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.TokenLogprob;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.openai.Streams;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** OpenAI's own SDK reads what is written for clients, and what it writes is read. */
class ResponsesSdkTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final ChatRequest ASKED = new ChatRequest(List.of(),
            new Tooling(List.of(new Tool("f", Optional.of("d"), JSON.readTree("{\"type\":\"object\"}"),
                    Optional.empty(), Optional.empty())), Optional.of(new ToolChoice.Named("f")), Optional.of(false)),
            Sampling.USUAL,
            new ResponseFormat.JsonSchema("s", Optional.empty(), JSON.readTree("{\"type\":\"object\"}"),
                    Optional.empty()),
            Optional.of(new Reasoning(Optional.of("low"), OptionalLong.empty(), Optional.of(true))),
            ServiceOptions.NONE, true, true, List.of());

    private static final ChatAnswer ANSWER = new ChatAnswer("msg_1", "claude", List.of(new ChatAnswer.Choice(
            List.of(new Part.Thinking("hm", Optional.of(new Signature("anthropic", "sig"))),
                    new Part.HiddenThinking(new Signature("anthropic", "xyz")),
                    new Part.Text("See here",
                            List.of(new Citation(Optional.of("https://e.com"), Optional.of("E"), Optional.empty(),
                                    OptionalInt.of(4), OptionalInt.of(8)))),
                    new Part.Refusal("No."),
                    new Part.ToolCall("a", "f", JSON.readTree("{\"x\":1}"),
                            Optional.of(new Signature("gemini", "c2ln"))),
                    new Part.ToolCall("b", "g", JSON.readTree("{}"), Optional.empty())),
            FinishReason.TOOL_CALLS, Optional.empty(),
            List.of(new TokenLogprob("See", -0.5, List.of(new TokenLogprob("Sea", -1, List.of())))))),
            Optional.of(Usage.ofTokens(10, 5).with(Meter.CACHED_INPUT_TOKENS, 3).with(Meter.REASONING_TOKENS, 2)),
            Optional.of("default"));

    private final ResponsesClientFormat format = new ResponsesClientFormat(() -> Instant.ofEpochSecond(7));

    @Test
    void theSdkReadsAWholeAnswer() throws JsonProcessingException {
        check(ObjectMappers.jsonMapper()
            .readValue(this.format.writeAnswer(ANSWER, ASKED).toString(), Response.class)
            .validate());
    }

    @Test
    void theSdkPutsAStreamTogether() throws JsonProcessingException {
        String stream = new String(Streams.write(this.format.streamWriter(ASKED), AnswerEvents.of(ANSWER)),
                StandardCharsets.UTF_8);
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        int sequence = 0;
        for (String event : stream.split("\n\n")) {
            String data = event.substring(event.indexOf("data: ") + "data: ".length());
            assertThat(event).startsWith("event: " + JSON.readTree(data).path("type").stringValue() + "\n");
            assertThat(JSON.readTree(data).path("sequence_number").intValue()).isEqualTo(sequence++);
            accumulator.accumulate(ObjectMappers.jsonMapper().readValue(data, ResponseStreamEvent.class).validate());
        }

        check(accumulator.response());
    }

    @Test
    void aResponseThatReachedItsLimitIsIncomplete() throws JsonProcessingException {
        ChatAnswer cut = new ChatAnswer("", "m", List
            .of(new ChatAnswer.Choice(List.of(new Part.Text("a")), FinishReason.LENGTH, Optional.empty(), List.of())),
                Optional.empty(), Optional.empty());
        String stream = new String(Streams.write(this.format.streamWriter(ASKED), AnswerEvents.of(cut)),
                StandardCharsets.UTF_8);

        assertThat(stream).contains("event: response.incomplete\n").doesNotContain("response.completed");
        assertThat(ObjectMappers.jsonMapper()
            .readValue(this.format.writeAnswer(cut, ASKED).toString(), Response.class)
            .validate()
            .incompleteDetails()
            .orElseThrow()
            .reason()).contains(Response.IncompleteDetails.Reason.MAX_OUTPUT_TOKENS);
    }

    @Test
    void whatTheSdkWritesIsReadWhole() throws JsonProcessingException {
        ResponseCreateParams params = ResponseCreateParams.builder()
            .model(ChatModel.GPT_4O)
            .instructions("Be brief.")
            .input("Hi")
            .maxOutputTokens(50)
            .build();

        ChatRequest request = this.format
            .readRequest(JSON.readTree(ObjectMappers.jsonMapper().writeValueAsString(params._body())));

        assertThat(request.unread()).isEmpty();
        assertThat(request.messages()).containsExactly(new Message(Role.SYSTEM, List.of(new Part.Text("Be brief."))),
                new Message(Role.USER, List.of(new Part.Text("Hi"))));
    }

    @Test
    void aToolCallsSignatureComesBackWithTheCall() {
        ChatRequest next = this.format.readRequest(
                JSON.readTree("{\"input\":" + this.format.writeAnswer(ANSWER, ASKED).path("output").toString() + "}"));

        assertThat(next.messages().getLast().parts()).contains(ANSWER.choices().getFirst().parts().get(4),
                ANSWER.choices().getFirst().parts().getFirst(), ANSWER.choices().getFirst().parts().get(1));
    }

    private static void check(Response read) {
        assertThat(read.id()).isEqualTo("msg_1");
        assertThat(read.createdAt()).isEqualTo(7);
        assertThat(read.output().stream().filter((item) -> item.isFunctionCall()).toList())
            .extracting((item) -> item.asFunctionCall().arguments())
            .containsExactly("{\"x\":1}", "{}");
        assertThat(read.output().stream().filter((item) -> item.isReasoning()).toList())
            .extracting((item) -> item.asReasoning().encryptedContent().orElseThrow())
            .containsExactly("llm1.anthropic.sig", "llm1.anthropic.xyz", "llm1.gemini.c2ln");
        assertThat(read.output()
            .stream()
            .filter((item) -> item.isMessage())
            .findFirst()
            .orElseThrow()
            .asMessage()
            .content()
            .getFirst()
            .asOutputText()
            .text()).isEqualTo("See here");
        assertThat(read.usage().orElseThrow().inputTokens()).isEqualTo(13);
        assertThat(read.usage().orElseThrow().outputTokensDetails().reasoningTokens()).isEqualTo(2);
        assertThat(read.tools()).hasSize(1);
    }

}
