package llmgateway.dialect.claude;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.format.Feature;

/**
 * What a Claude does not take together (Claude API docs, "Extended thinking", sections on
 * feature compatibility and on tool use, and the migration guides to Claude 4.1 and
 * later, November 2026). Tools that must be called go before thinking, thinking before
 * sampling, the temperature before {@code top_p}.
 */
public final class ConflictingWishes {

    private static final double LEAST_TOP_P = 0.95;

    private static final Set<Feature> REASONING = EnumSet.of(Feature.REASONING_EFFORT, Feature.REASONING_BUDGET,
            Feature.REASONING_TOLD);

    private ConflictingWishes() {
    }

    /**
     * @param maxTokens of the answer
     * @param sayable what parts of messages the provider is told
     */
    public static Set<Feature> givingWay(ChatRequest request, ClaudeModel claude, long maxTokens,
            Predicate<Part> sayable) {
        String type = request.reasoning()
            .flatMap((asked) -> ClaudeThinking.of(claude, maxTokens, asked).thinking())
            .map((thinking) -> thinking.path("type").asString())
            .orElse("");
        boolean byBudget = type.equals("enabled");
        if (!claude.claude()) {
            return Set.of();
        }
        if (!byBudget && !type.equals("adaptive")) {
            return twoSamplings(request.sampling(), claude) ? Set.of(Feature.TOP_P) : Set.of();
        }
        if (mustCall(request) || (byBudget && isAmidCallsWithoutThoughts(request.messages(), sayable))) {
            return asked(REASONING, request);
        }
        return asked(sampling(request.sampling()), request);
    }

    private static boolean twoSamplings(Sampling sampling, ClaudeModel claude) {
        return claude.takesOneSampling() && sampling.temperature().isPresent() && sampling.topP().isPresent();
    }

    private static boolean mustCall(ChatRequest request) {
        return request.tooling()
            .choice()
            .filter((choice) -> choice instanceof ToolChoice.Required || choice instanceof ToolChoice.Named)
            .isPresent();
    }

    /** Thinking by a budget cannot begin between a call and the answer to its result. */
    private static boolean isAmidCallsWithoutThoughts(List<Message> messages, Predicate<Part> sayable) {
        int end = messages.size();
        boolean results = false;
        while (end > 0 && messages.get(end - 1).role() != Role.ASSISTANT) {
            end--;
            results |= messages.get(end).parts().stream().anyMatch(Part.ToolResult.class::isInstance);
        }
        int begin = end;
        while (begin > 0 && messages.get(begin - 1).role() == Role.ASSISTANT) {
            begin--;
        }
        List<Part> said = messages.subList(begin, end)
            .stream()
            .flatMap((message) -> message.parts().stream())
            .filter(sayable)
            .toList();
        return results && !said.isEmpty() && !isThought(said.getFirst());
    }

    private static boolean isThought(Part part) {
        return part instanceof Part.Thinking || part instanceof Part.HiddenThinking;
    }

    private static Set<Feature> sampling(Sampling sampling) {
        Set<Feature> conflicting = EnumSet.of(Feature.TOP_K);
        if (!sampling.temperature().equals(OptionalDouble.of(1))) {
            conflicting.add(Feature.TEMPERATURE);
        }
        if (sampling.topP().orElse(1) < LEAST_TOP_P) {
            conflicting.add(Feature.TOP_P);
        }
        return conflicting;
    }

    private static Set<Feature> asked(Set<Feature> conflicting, ChatRequest request) {
        Set<Feature> asked = EnumSet.copyOf(conflicting);
        asked.retainAll(Feature.askedBy(request));
        return asked;
    }

}
