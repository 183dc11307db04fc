package llmgateway.budget.limit;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.NamePattern;

/**
 * One limit. What has been used under it belongs to its name, what it counts and the
 * subject: it stays when amounts and models change, and it is shared by all places that
 * set a limit of that name. Another time zone has other windows, so a count of its own.
 *
 * @param name 1 to 64 of {@code A-Z a-z 0-9 . _ -}; told to clients it refuses
 * @param by whose use is counted together
 * @param models for which it holds, by their names in the catalogue; empty for all calls,
 * also those without a model
 * @param soft whether it only warns: it refuses no call, and what it counts may pass its
 * cap
 */
public record Limit(String name, LimitBy by, List<NamePattern> models, Allowance allowance,
        OnRedisFailure onRedisFailure, boolean soft) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public Limit {
        models = List.copyOf(models);
        if (!isName(name)) {
            throw new IllegalArgumentException("a limit's name is 1 to 64 of A-Z a-z 0-9 . _ -");
        }
    }

    public Limit withAllowance(Allowance changed) {
        return new Limit(this.name, this.by, this.models, changed, this.onRedisFailure, this.soft);
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** The limit on a call; empty if it does not apply. */
    public Optional<ApplicableLimit> appliedTo(Subjects call) {
        if (!this.models.isEmpty() && call.model().map(CatalogueModel::name).filter(this::covers).isEmpty()) {
            return Optional.empty();
        }
        return call.countedBy(this.by)
            .map((subject) -> new ApplicableLimit(this, subject, LimitAccountNames.nameOf(this, subject)));
    }

    /** Whether the limit holds for a model of that name. */
    public boolean covers(String model) {
        return this.models.isEmpty() || this.models.stream().anyMatch((pattern) -> pattern.matches(model));
    }

    /** Whether it is kept in an account, not in a bucket. */
    boolean usesAccount() {
        return switch (this.allowance) {
            case Allowance.Spend ignored -> true;
            case Allowance.ConcurrentCalls ignored -> true;
            case Allowance.Requests ignored -> false;
            case Allowance.Tokens ignored -> false;
        };
    }

}
