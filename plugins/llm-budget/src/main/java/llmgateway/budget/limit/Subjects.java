package llmgateway.budget.limit;

import java.util.Optional;

import llmgateway.core.call.Caller;
import llmgateway.core.model.CatalogueModel;

/**
 * What a call's use is counted for. Nothing a client writes into its request but the
 * model chooses among them.
 *
 * @param caller as the gateway authenticated it
 * @param model that serves the call; empty where none does, as for a list of models
 * @param providerKey the name of the key that pays the provider, such as
 * {@code env:OPENAI_API_KEY}; never the key itself
 */
public record Subjects(Caller caller, Optional<CatalogueModel> model, Optional<String> providerKey) {

    /** Stands for all of the one kind there is; no consumer can be called so. */
    private static final String UNNAMED = "";

    /** The one that a limit counts the call for; empty if there is none. */
    public Optional<String> countedBy(LimitBy by) {
        return switch (by) {
            case CONSUMER -> this.caller.consumer().or(() -> Optional.of(UNNAMED));
            case CONSUMER_GROUP -> this.caller.group();
            case ROUTE -> this.caller.route();
            case MODEL -> this.model.map(CatalogueModel::name);
            case PROVIDER_KEY -> this.providerKey;
            case ORGANISATION -> Optional.of(UNNAMED);
        };
    }

}
