package llmgateway.apisix.settings;

import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;

import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.limit.OnRedisFailure;
import llmgateway.budget.limit.settings.LimitsReader;
import llmgateway.budget.limit.settings.LimitsReading;
import llmgateway.document.Problem;
import llmgateway.metrics.filter.MetricsSettingsReader;
import llmgateway.route.settings.SettingsReader;
import llmgateway.route.settings.SettingsReading;

/**
 * Judges settings of the gateway's own plugins as the runner does. Plugins that are not
 * the gateway's are not judged.
 */
public final class PluginSettingsCheck {

    private final SettingsReader route = new SettingsReader();

    private final LimitsReader budget = new LimitsReader(
            new LimitSettings(List.of(), ZoneOffset.UTC, OnRedisFailure.DENY, OptionalInt.empty(), true));

    private final MetricsSettingsReader metrics = new MetricsSettingsReader();

    /**
     * Finds what is wrong.
     * @param json the plugin's settings
     * @return one text a problem, naming the field
     */
    public List<String> problemsOf(String plugin, String json) {
        List<Problem> problems = switch (plugin) {
            case "llm-route" ->
                (this.route.read(json) instanceof SettingsReading.Faulty faulty) ? faulty.problems() : List.of();
            case "llm-budget" ->
                (this.budget.readJson(json) instanceof LimitsReading.Faulty faulty) ? faulty.problems() : List.of();
            case "llm-metrics" -> this.metrics.problemsOf(json);
            default -> List.of();
        };
        return problems.stream()
            .map((problem) -> (problem.field().isEmpty() ? "" : problem.field() + ": ") + problem.message())
            .toList();
    }

}
