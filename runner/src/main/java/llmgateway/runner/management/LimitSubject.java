package llmgateway.runner.management;

import java.util.Optional;

import llmgateway.budget.limit.Subjects;
import llmgateway.core.call.Caller;
import llmgateway.core.model.CatalogueModel;
import org.jspecify.annotations.Nullable;

/**
 * Whose limits are meant: those that a call of this consumer, group, route, model and
 * provider key would count against. What is left out stands for a call without it.
 */
record LimitSubject(@Nullable String consumer, @Nullable String group, @Nullable String route, @Nullable String model,
        @Nullable String providerKey) {

    Subjects subjects() {
        return new Subjects(
                new Caller(Optional.ofNullable(this.consumer), Optional.ofNullable(this.group),
                        Optional.ofNullable(this.route)),
                Optional.ofNullable(this.model).map(CatalogueModel::new), Optional.ofNullable(this.providerKey));
    }

}
