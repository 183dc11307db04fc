package llmgateway.dialect.claude;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.format.RequestFields;
import llmgateway.dialect.format.UntranslatableRequest;

/** Reads what a client asks for in the field {@code thinking}. */
public final class ThinkingField {

    private static final Map<String, Boolean> DISPLAYS = Map.of("summarized", true, "omitted", false);

    private ThinkingField() {
    }

    /**
     * @param thinking the field, if it is there
     * @param effort asked for in another place; empty for none
     * @return empty if neither is there
     * @throws UntranslatableRequest if the field is not what the API documents
     */
    public static Optional<Reasoning> read(Optional<RequestFields> thinking, Optional<String> effort) {
        if (thinking.isEmpty()) {
            return effort.map((asked) -> new Reasoning(effort, OptionalLong.empty(), Optional.empty()));
        }
        RequestFields asked = thinking.get();
        OptionalLong budget = switch (asked.requiredString("type")) {
            case "adaptive" -> OptionalLong.empty();
            case "enabled" ->
                OptionalLong.of(asked.integer("budget_tokens", 1).orElseThrow(() -> asked.missing("budget_tokens")));
            case "disabled", "between_tools" -> OptionalLong.of(0);
            default -> throw asked.notOneOf("type", List.of("adaptive", "between_tools", "disabled", "enabled"));
        };
        return Optional.of(new Reasoning(effort, budget, told(asked, budget)));
    }

    /** Who lets a model think is told, unless {@code display} says otherwise. */
    private static Optional<Boolean> told(RequestFields thinking, OptionalLong budget) {
        Optional<Boolean> display = thinking.word("display", DISPLAYS);
        return budget.equals(OptionalLong.of(0)) ? display : display.or(() -> Optional.of(true));
    }

}
