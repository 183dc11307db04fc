package llmgateway.budget.limit.settings;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.budget.limit.Allowance;
import llmgateway.budget.limit.Limit;
import llmgateway.budget.limit.LimitBy;
import llmgateway.budget.limit.OnRedisFailure;
import llmgateway.core.model.NamePattern;
import llmgateway.document.Constants;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;
import llmgateway.document.UnusableValue;

/** Reads the entries under {@code limits}. */
final class LimitReader {

    private static final Set<String> FIELDS = Set.of("limit_by", "models", "requests", "tokens", "input_tokens",
            "output_tokens", "concurrent_calls", "usd", "per", "time_zone", "warn_at", "soft", "on_redis_failure");

    private final AllowanceReader allowances;

    private final OnRedisFailure onRedisFailure;

    private final Problems problems;

    LimitReader(ZoneId timeZone, OnRedisFailure onRedisFailure, Problems problems) {
        this.allowances = new AllowanceReader(timeZone);
        this.onRedisFailure = onRedisFailure;
        this.problems = problems;
    }

    Optional<Limit> read(Node.Member member) {
        String path = Fields.join("limits", member.name());
        boolean named = Limit.isName(member.name());
        if (!named) {
            this.problems.add(member.place(), path, "the name must be 1 to 64 letters, digits or any of ._-");
        }
        return Fields.ofNode(member.value(), path, FIELDS, this.problems)
            .flatMap((fields) -> named ? read(member.name(), fields) : Optional.empty());
    }

    private Optional<Limit> read(String name, Fields fields) {
        fields.require("limit_by");
        Optional<LimitBy> by = fields.text("limit_by", Constants.among(List.of(LimitBy.values())));
        Optional<List<NamePattern>> models = fields.texts("models", LimitReader::model);
        if (fields.items("models").filter(List::isEmpty).isPresent()) {
            fields.problem("models", "must name at least one model, or be left out for all");
        }
        OnRedisFailure policy = fields.text("on_redis_failure", Constants.among(List.of(OnRedisFailure.values())))
            .orElse(this.onRedisFailure);
        Optional<Allowance> allowance = this.allowances.read(fields);
        boolean soft = fields.flag("soft").orElse(false);
        return by.flatMap((limitBy) -> allowance
            .map((allowed) -> new Limit(name, limitBy, models.orElse(List.of()), allowed, policy, soft)));
    }

    private static NamePattern model(String text) throws UnusableValue {
        if (text.isBlank()) {
            throw new UnusableValue("must be the name of a model, which may hold *");
        }
        return new NamePattern(text);
    }

}
