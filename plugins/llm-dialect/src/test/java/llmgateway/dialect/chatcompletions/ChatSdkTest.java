package llmgateway.dialect.chatcompletions;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ChatModel;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvents;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Citation;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.TokenLogprob;
import llmgateway.dialect.openai.Streams;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** OpenAI's own SDK reads what is written for clients, and what it writes is read. */
class ChatSdkTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final ChatRequest ASKED = ChatRequest.of(List.of()).withStream(true, true);

    private static final ChatAnswer ANSWER = new ChatAnswer("msg_1", "claude", List.of(new ChatAnswer.Choice(
            List.of(new Part.Thinking("hm", Optional.of(new Signature("anthropic", "sig"))),
                    new Part.Text("See here",
                            List.of(new Citation(Optional.of("https://e.com"), Optional.of("E"), Optional.empty(),
                                    OptionalInt.of(4), OptionalInt.of(8)))),
                    new Part.ToolCall("a", "f", JSON.readTree("{\"x\":1}"),
                            Optional.of(new Signature("gemini", "c2ln"))),
                    new Part.ToolCall("b", "g", JSON.readTree("{}"), Optional.empty())),
            FinishReason.TOOL_CALLS, Optional.empty(),
            List.of(new TokenLogprob("See", -0.5, List.of(new TokenLogprob("Sea", -1, List.of())))))),
            Optional.of(Usage.ofTokens(10, 5).with(Meter.CACHED_INPUT_TOKENS, 3).with(Meter.REASONING_TOKENS, 2)),
            Optional.of("default"));

    private final ChatCompletionsClientFormat format = new ChatCompletionsClientFormat(() -> Instant.ofEpochSecond(7));

    @Test
    void theSdkReadsAWholeAnswer() throws JsonProcessingException {
        ChatCompletion read = ObjectMappers.jsonMapper()
            .readValue(this.format.writeAnswer(ANSWER, ASKED).toString(), ChatCompletion.class)
            .validate();

        check(read);
        assertThat(read.choices().getFirst().message().annotations().orElseThrow()).hasSize(1);
        assertThat(read.usage().orElseThrow().promptTokens()).isEqualTo(13);
        assertThat(read.usage().orElseThrow().promptTokensDetails().orElseThrow().cachedTokens()).contains(3L);
        assertThat(read.choices().getFirst().message()._additionalProperties()).hasEntrySatisfying("reasoning_details",
                (details) -> assertThat(details.toString()).contains("llm1.anthropic.sig"));
    }

    @Test
    void theSdkPutsAStreamTogether() throws JsonProcessingException {
        String stream = new String(Streams.write(this.format.streamWriter(ASKED), AnswerEvents.of(ANSWER)),
                StandardCharsets.UTF_8);
        List<String> events = Arrays.asList(stream.split("\n\n"));
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        for (String event : events.subList(0, events.size() - 1)) {
            assertThat(event).startsWith("data: {");
            accumulator.accumulate(ObjectMappers.jsonMapper()
                .readValue(event.substring("data: ".length()), ChatCompletionChunk.class)
                .validate());
        }

        assertThat(events.getLast()).isEqualTo("data: [DONE]");
        check(accumulator.chatCompletion());
        assertThat(accumulator.chatCompletion().usage().orElseThrow().completionTokens()).isEqualTo(7);
    }

    @Test
    void P13_usageIsToldOnlyToAClientThatAsked() {
        String stream = new String(
                Streams.write(this.format.streamWriter(ASKED.withStream(true, false)), AnswerEvents.of(ANSWER)),
                StandardCharsets.UTF_8);

        assertThat(stream).doesNotContain("usage").endsWith("data: [DONE]\n\n");
    }

    @Test
    void whatTheSdkWritesIsReadWhole() throws JsonProcessingException {
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
            .model(ChatModel.GPT_4O)
            .addDeveloperMessage("Be brief.")
            .addUserMessage("Hi")
            .maxCompletionTokens(50)
            .temperature(0.5)
            .build();

        ChatRequest request = this.format
            .readRequest(JSON.readTree(ObjectMappers.jsonMapper().writeValueAsString(params._body())));

        assertThat(request.unread()).isEmpty();
        assertThat(request.messages()).containsExactly(new Message(Role.SYSTEM, List.of(new Part.Text("Be brief."))),
                new Message(Role.USER, List.of(new Part.Text("Hi"))));
    }

    private static void check(ChatCompletion read) {
        assertThat(read.id()).isEqualTo("msg_1");
        assertThat(read.created()).isEqualTo(7);
        ChatCompletion.Choice choice = read.choices().getFirst();
        assertThat(choice.message().content()).contains("See here");
        assertThat(choice.message().toolCalls().orElseThrow())
            .extracting((call) -> call.asFunction().function().arguments())
            .containsExactly("{\"x\":1}", "{}");
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertThat(choice.logprobs().orElseThrow().content().orElseThrow()).hasSize(1);
    }

}
