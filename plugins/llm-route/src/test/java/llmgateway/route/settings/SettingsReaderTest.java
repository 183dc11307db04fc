package llmgateway.route.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.model.NamePattern;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.upstream.RetryRules;
import llmgateway.document.Problem;
import llmgateway.route.settings.RouteSettings.Balance;
import llmgateway.route.settings.RouteSettings.Stickiness;
import llmgateway.route.settings.RouteSettings.UsageChunkRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsReaderTest {

    private final SettingsReader reader = new SettingsReader();

    @ParameterizedTest
    @ValueSource(strings = { "", "  ", "{}" })
    void nothingSetMeansAllDefaults(String json) {
        assertThat(usable(json)).isEqualTo(new RouteSettings(new AllowedModels.All(), Optional.empty(),
                Optional.empty(), Balance.WEIGHTED, UsageChunkRule.HIDDEN, RetryRules.NONE, List.of(),
                List.of("", "/openai", "/anthropic"), List.of()));
    }

    @Test
    void readsEveryField() {
        RouteSettings settings = usable("""
                {"models": ["gpt-4o", "claude-*"], "default_model": "gpt-4o", "sticky": {"header": "X-Session-Id"},
                 "usage_chunk": "not_asked", "path_prefixes": ["/llm/v2"], "balance": "least_recently_failed",
                 "tags": ["batch", "team:blue"]}
                """);

        assertThat(settings.models())
            .isEqualTo(new AllowedModels.Listed(List.of(new NamePattern("gpt-4o"), new NamePattern("claude-*"))));
        assertThat(settings.defaultModel()).hasValue(new OriginalModel("gpt-4o"));
        assertThat(settings.stickiness()).hasValue(new Stickiness.ByHeader("X-Session-Id"));
        assertThat(settings.usageChunk()).isEqualTo(UsageChunkRule.NOT_ASKED);
        assertThat(settings.pathPrefixes()).containsExactly("/llm/v2");
        assertThat(settings.tags()).containsExactly("batch", "team:blue");
        assertThat(settings.balance()).isEqualTo(Balance.LEAST_RECENTLY_FAILED);
        assertThat(usable("{\"sticky\": \"consumer\"}").stickiness()).hasValue(new Stickiness.ByConsumer());
    }

    @Test
    void readsEveryFieldOfAttempts() {
        assertThat(usable("""
                {"attempts": {"most": 4, "on": ["broken"], "deadline": "2m", "backoff": "100ms",
                              "longest_backoff": "3s", "restart_streams": true}}
                """).retries()).isEqualTo(new RetryRules(4, Set.of(RetryRules.Reason.BROKEN), Duration.ofMinutes(2),
                Duration.ofMillis(100), Duration.ofSeconds(3), true));
        assertThat(usable("{\"attempts\": {}}").retries().restartsStreams()).isFalse();
        assertThat(usable("{\"attempts\": 2}").retries().restartsStreams()).isFalse();
    }

    @Test
    void anEmptyListAllowsNoModel() {
        assertThat(usable("{\"models\": []}").models()).isEqualTo(new AllowedModels.Listed(List.of()));
    }

    @Test
    void P16_anUnknownFieldIsRefusedWithItsLineAndTheNearestName() {
        assertThat(problems("{\n  \"model\": [\"gpt-4o\"],\n  \"balanse\": \"weighted\"}")).containsExactly(
                "settings:2: model: is no known field; did you mean 'models'?",
                "settings:3: balanse: is no known field; did you mean 'balance'?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    {"models": "gpt-4o"}                | models: must be a list, not text
                    {"models": [1]}                     | models[0]: must be text, not a number
                    {"models": {}}                      | models: must be a list, not a mapping
                    {"models": [""]}                    | models[0]: must be the name of a model, which may hold *
                    {"default_model": []}               | default_model: must be text, not a list
                    {"tags": ["a,b"]}                   | tags[0]: must be 1 to 64 visible ASCII characters without a comma or backslash
                    {"tags": [1,2,3,4,5,6,7,8,9]}       | tags[0]: must be text, not a number
                    {"sticky": "header"}                | sticky: must be "consumer" or {"header": "<name>"}
                    {"sticky": {}}                      | sticky.header: must be given
                    {"sticky": {"header": "a b"}}       | sticky.header: must be the name of a header
                    {"sticky": {"heder": "a"}}          | sticky.heder: is no known field; did you mean 'header'?
                    {"usage_chunk": "show"}             | usage_chunk: must be one of hidden, visible, not_asked
                    {"usage_chunk": true}               | usage_chunk: must be text, not true or false
                    {"balance": "random"}               | balance: must be one of weighted, least_recently_failed
                    {"path_prefixes": ["v1/"]}          | path_prefixes[0]: must be empty or a path such as /openai
                    {"path_prefixes": ["/a/../b"]}      | path_prefixes[0]: must be empty or a path such as /openai
                    {"models": [], "models": ["*"]}     | models: stands here a second time; first on line 1
                    []                                  | must be a mapping, not a list
                    null                                | must be a mapping, not nothing
                    {"models": [                        | cannot be parsed
                    """)
    void P16_aWrongValueIsRefusedNamingItsField(String json, String problem) {
        assertThat(problems(json)).first().asString().startsWith("settings:1: " + problem);
    }

    @Test
    void B2_settingsNestedTooDeepAreAProblemNotAnOverflow() {
        assertThat(problems("[".repeat(100_000))).singleElement().asString().contains("cannot be parsed");
    }

    private RouteSettings usable(String json) {
        return switch (this.reader.read(json)) {
            case SettingsReading.Usable usable -> usable.settings();
            case SettingsReading.Faulty faulty -> throw new AssertionError("problems: " + faulty.problems());
        };
    }

    private List<String> problems(String json) {
        return switch (this.reader.read(json)) {
            case SettingsReading.Usable usable -> List.of();
            case SettingsReading.Faulty faulty -> faulty.problems().stream().map(Problem::toString).toList();
        };
    }

}
