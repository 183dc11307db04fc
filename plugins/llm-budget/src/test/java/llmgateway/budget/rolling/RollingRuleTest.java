package llmgateway.budget.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollingRuleTest {

    private static final Pattern HIDDEN = RollingRule.HIDDEN_REASONING;

    @ParameterizedTest
    @ValueSource(strings = { "o1", "o3-mini", "o4-mini-2025-04-16", "openai/o3", "gpt-5", "gpt-5.1", "gpt-5-mini",
            "azure/gpt-5.2-codex", "gpt-6", "gemini-2.5-flash", "google/gemini-3-pro-preview", "gemini-flash-latest",
            "grok-4", "xai/grok-4-fast", "grok-code-fast-1", "gpt-oss-120b" })
    void modelsThatReasonUnasked(String model) {
        assertThat(HIDDEN.matcher(model).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "gpt-4o", "gpt-4.1-mini", "chatgpt-4o-latest", "gpt-5-chat-latest", "claude-sonnet-4-5",
            "anthropic.claude-opus-4-7-v1:0", "gemini-2.0-flash", "grok-3", "llama-3.3-70b", "mistral-large-latest",
            "command-r-plus", "deepseek-chat", "gpt-4o1", "foo1" })
    void modelsThatDoNot(String model) {
        assertThat(HIDDEN.matcher(model).find()).isFalse();
    }

}
