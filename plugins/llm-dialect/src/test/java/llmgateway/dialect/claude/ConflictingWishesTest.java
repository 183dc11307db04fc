package llmgateway.dialect.claude;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.Feature;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ConflictingWishesTest {

    private static final ClaudeModel BY_BUDGET = ClaudeModel.of(new RequestModel("claude-sonnet-4-5"));

    private static final ClaudeModel ADAPTIVE = ClaudeModel.of(new RequestModel("claude-opus-4-6"));

    private static final Part CALL = new Part.ToolCall("1", "f", JsonNodeFactory.instance.objectNode(),
            Optional.empty());

    private static final Part THOUGHT = new Part.Thinking("hm", Optional.of(new Signature("anthropic", "s")));

    private final ChatRequest thinking = ChatRequest.of(List.of(new Message(Role.USER, List.of(new Part.Text("hi")))))
        .withReasoning(Optional.of(new Reasoning(Optional.of("low"), OptionalLong.empty(), Optional.empty())));

    @Test
    void samplingGivesWayToThinking() {
        ChatRequest request = this.thinking.withSampling(sampling(0.5, 0.9, 7));

        assertThat(givingWay(request, BY_BUDGET)).containsExactlyInAnyOrder(Feature.TEMPERATURE, Feature.TOP_P,
                Feature.TOP_K);
        assertThat(givingWay(request, ADAPTIVE)).containsExactlyInAnyOrder(Feature.TEMPERATURE, Feature.TOP_P,
                Feature.TOP_K);
    }

    @Test
    void topPGivesWayToTheTemperature() {
        ChatRequest request = this.thinking.withReasoning(Optional.empty()).withSampling(sampling(0.5, 0.9, 7));

        assertThat(givingWay(request, BY_BUDGET)).containsExactly(Feature.TOP_P);
        assertThat(givingWay(request, ClaudeModel.of(new RequestModel("claude-3-7-sonnet")))).isEmpty();
    }

    @Test
    void whatThinkingTakesStays() {
        assertThat(givingWay(this.thinking.withSampling(new Sampling(OptionalLong.empty(), OptionalDouble.of(1),
                OptionalDouble.of(0.95), OptionalInt.empty(), OptionalDouble.empty(), OptionalDouble.empty(),
                OptionalLong.empty(), List.of(), 1, OptionalInt.empty(), Map.of())), BY_BUDGET))
            .isEmpty();
    }

    @Test
    void thinkingGivesWayToToolsThatMustBeCalled() {
        ChatRequest request = this.thinking
            .withTooling(new Tooling(List.of(), Optional.of(new ToolChoice.Named("f")), Optional.empty()))
            .withSampling(sampling(0.5, 0.9, 7));

        assertThat(givingWay(request, ADAPTIVE)).containsExactly(Feature.REASONING_EFFORT);
    }

    @Test
    void thinkingByABudgetDoesNotBeginAfterACall() {
        assertThat(givingWay(afterResult(CALL), BY_BUDGET)).containsExactly(Feature.REASONING_EFFORT);
        assertThat(givingWay(afterResult(CALL), ADAPTIVE)).isEmpty();
        assertThat(givingWay(afterResult(THOUGHT, CALL), BY_BUDGET)).isEmpty();
    }

    @Test
    void aModelOfAnotherMakerIsAskedForEverything() {
        assertThat(givingWay(this.thinking.withSampling(sampling(0.5, 0.9, 7)),
                ClaudeModel.of(new RequestModel("kimi-k3"))))
            .isEmpty();
    }

    private ChatRequest afterResult(Part... said) {
        List<Message> messages = new ArrayList<>(this.thinking.messages());
        messages.add(new Message(Role.ASSISTANT, List.of(said)));
        messages.add(new Message(Role.USER, List.of(new Part.ToolResult("1", List.of(), false))));
        return this.thinking.withMessages(messages);
    }

    private static Sampling sampling(double temperature, double topP, int topK) {
        return new Sampling(OptionalLong.empty(), OptionalDouble.of(temperature), OptionalDouble.of(topP),
                OptionalInt.of(topK), OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.empty(), List.of(),
                1, OptionalInt.empty(), Map.of());
    }

    private static Set<Feature> givingWay(ChatRequest request, ClaudeModel model) {
        return ConflictingWishes.givingWay(request, model, 8000, (part) -> true);
    }

}
