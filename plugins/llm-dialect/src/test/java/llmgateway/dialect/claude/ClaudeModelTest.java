package llmgateway.dialect.claude;

import llmgateway.core.model.RequestModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClaudeModelTest {

    @ParameterizedTest
    @CsvSource({ "claude-opus-4-1-20250805, opus, 401", "claude-sonnet-4-20250514, sonnet, 400",
            "us.anthropic.claude-sonnet-4-5-20250929-v1:0, sonnet, 405", "anthropic.claude-opus-4-6-v1, opus, 406",
            "claude-3-5-sonnet-20241022, '', 305", "claude-3-opus-20240229, '', 300", "claude-opus-5, opus, 500",
            "claude-sonnet-5-5, sonnet, 505", "anthropic/claude-sonnet-4.5, sonnet, 405",
            "claude-haiku-4-5@20251001, haiku, 405", "claude-fable-5-1, fable, 501" })
    void namesTellTheGeneration(String name, String family, int version) {
        assertThat(of(name)).isEqualTo(new ClaudeModel(true, family, version));
    }

    @ParameterizedTest
    @ValueSource(strings = { "claude-opus-4-7", "claude-opus-5", "claude-sonnet-5", "claude-haiku-5-5",
            "claude-mythos-preview", "claude-opus-6", "my-claude" })
    void whatIsNewOrUnknownTakesNoSamplingAndThinksAdaptively(String name) {
        assertThat(of(name).takesSampling()).isFalse();
        assertThat(of(name).thinksAdaptively()).isTrue();
        assertThat(of(name).takesThinkingBudget()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "claude-3-haiku-20240307", "claude-sonnet-4-5", "claude-haiku-4-5-20251001" })
    void whatIsOldTakesSamplingAndABudget(String name) {
        assertThat(of(name).takesSampling()).isTrue();
        assertThat(of(name).takesThinkingBudget()).isTrue();
        assertThat(of(name).thinksAdaptively()).isFalse();
        assertThat(of(name).takesSystemAmongMessages()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "claude-sonnet-4-5, BY_DEFAULT", "claude-opus-4-8, BY_DEFAULT", "claude-opus-5, DISABLED",
            "claude-sonnet-5, DISABLED", "claude-haiku-5-5, DISABLED", "claude-sonnet-5-5, BETWEEN_TOOLS",
            "claude-opus-5-5, NEVER", "claude-fable-5, NEVER", "claude-mythos-preview, NEVER", "glm-5, DISABLED" })
    void thinkingEndsInTheWayOfTheGeneration(String name, ClaudeModel.NoThinking way) {
        assertThat(of(name).noThinking()).isEqualTo(way);
    }

    @Test
    void otherModelsTakeEverything() {
        ClaudeModel other = of("kimi-k2.5");

        assertThat(other.takesSampling() && other.takesThinkingBudget() && other.takesSchemas()).isTrue();
        assertThat(other.takesSystemAmongMessages()).isFalse();
    }

    private static ClaudeModel of(String name) {
        return ClaudeModel.of(new RequestModel(name));
    }

}
