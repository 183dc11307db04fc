package llmgateway.budget.limit.settings;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import llmgateway.budget.account.HoldRequest;
import llmgateway.budget.limit.Limit;
import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.limit.OnRedisFailure;
import llmgateway.document.Constants;
import llmgateway.document.Document;
import llmgateway.document.DocumentParser;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;

/**
 * Reads limits, by their names:
 *
 * <pre>
 * {
 *   "limits": {
 *     "calls":       {"limit_by": "consumer", "requests": 600, "per": "minute"},
 *     "gpt-tokens":  {"limit_by": "consumer", "models": ["gpt-*"], "output_tokens": 50000, "per": "minute"},
 *     "parallel":    {"limit_by": "provider_key", "concurrent_calls": 50, "on_redis_failure": "local"},
 *     "team-budget": {"limit_by": "consumer_group", "usd": 300.00, "per": "month", "warn_at": [80, 100]}
 *   },
 *   "time_zone": "Europe/Berlin",
 *   "on_redis_failure": "deny"
 * }
 * </pre>
 *
 * {@code limit_by}: one of {@link llmgateway.budget.limit.LimitBy}. One of
 * {@code requests}, {@code tokens}, {@code input_tokens}, {@code output_tokens},
 * {@code concurrent_calls} and {@code usd}. {@code per}: {@code second}, {@code minute},
 * {@code hour} or {@code day} for what refills; {@code hour}, {@code day}, {@code week},
 * {@code month} or {@code total} for money; none for concurrent calls. {@code time_zone}
 * and {@code on_redis_failure} stand at a limit or for all that have none of their own;
 * unset they are those of the defaults. {@code warn_at}, in percent, stands with money;
 * 50, 80 and 100 unset; with {@code "soft": true} such a limit warns and never refuses.
 * {@code default_output_tokens} is what a call may generate whose client sets no limit:
 * it is written into the request; unset, the model's maximum is reserved.
 * {@code "rolling_holds": false} has streams hold all that they can cost from the
 * beginning, instead of slice by slice. Thread-safe.
 */
public final class LimitsReader {

    private static final Set<String> FIELDS = Set.of("limits", "time_zone", "on_redis_failure", "default_output_tokens",
            "rolling_holds");

    private static final int MOST_OUTPUT_TOKENS = 1_000_000;

    private final LimitSettings defaults;

    /**
     * @param defaults apply with whatever is read
     */
    public LimitsReader(LimitSettings defaults) {
        this.defaults = defaults;
    }

    /**
     * Reads one plugin configuration.
     * @param json of {@code ext-plugin-post-req.conf[].value}; blank for the defaults
     * alone
     */
    public LimitsReading readJson(String json) {
        if (json.isBlank()) {
            return new LimitsReading.Usable(this.defaults);
        }
        return read(new Document("settings", json.getBytes(StandardCharsets.UTF_8)), DocumentParser.json());
    }

    /** Reads a file; as {@link #readJson} for one that is empty. */
    public LimitsReading readYaml(Document file) {
        return read(file, DocumentParser.yaml());
    }

    private LimitsReading read(Document document, DocumentParser parser) {
        Problems problems = new Problems();
        Optional<Node> root = parser.parse(document, problems);
        if (root.isEmpty() && problems.isEmpty()) {
            return new LimitsReading.Usable(this.defaults);
        }
        Optional<LimitSettings> settings = root.filter((node) -> problems.isEmpty())
            .flatMap((node) -> Fields.ofNode(node, "", FIELDS, problems))
            .map((fields) -> settings(fields, problems));
        if (settings.isEmpty() || !problems.isEmpty()) {
            return new LimitsReading.Faulty(problems.list());
        }
        return new LimitsReading.Usable(settings.get());
    }

    private LimitSettings settings(Fields fields, Problems problems) {
        ZoneId timeZone = fields.text("time_zone", TimeZones::read).orElse(this.defaults.timeZone());
        OnRedisFailure onRedisFailure = fields
            .text("on_redis_failure", Constants.among(List.of(OnRedisFailure.values())))
            .orElse(this.defaults.onRedisFailure());
        OptionalInt defaultOutputTokens = fields.wholeNumber("default_output_tokens", 1, MOST_OUTPUT_TOKENS)
            .map(OptionalInt::of)
            .orElse(this.defaults.defaultOutputTokens());
        boolean rollingHolds = fields.flag("rolling_holds").orElse(this.defaults.rollingHolds());
        LimitReader reader = new LimitReader(timeZone, onRedisFailure, problems);
        List<Limit> limits = new ArrayList<>();
        fields.mapping("limits")
            .map(Node.Mapping::members)
            .orElse(List.of())
            .forEach((member) -> reader.read(member).ifPresent(limits::add));
        LimitSettings settings = new LimitSettings(limits, timeZone, onRedisFailure, defaultOutputTokens, rollingHolds)
            .over(this.defaults);
        long accounts = settings.mostAccountsOfACall();
        if (accounts > HoldRequest.MOST_ACCOUNTS) {
            fields.problem("limits", "set " + accounts + " caps on money or concurrent calls for one call, with the"
                    + " defaults; at most " + HoldRequest.MOST_ACCOUNTS + " can be held together");
        }
        return settings;
    }

}
