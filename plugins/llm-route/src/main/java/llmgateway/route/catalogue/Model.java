package llmgateway.route.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import llmgateway.core.model.RequestModel;

/**
 * A model that can be asked for, or, where the name ends in {@code *}, all that begin so.
 *
 * @param name its one canonical name
 * @param aliases other names for it
 * @param targets who serves it; at least one
 * @param ownedBy shown in the list of models
 * @param created shown in the list of models
 * @param source where these facts come from
 */
public record Model(String name, List<String> aliases, List<ModelTarget> targets, String ownedBy, Instant created,
        Optional<String> source) {

    public Model {
        aliases = List.copyOf(aliases);
        targets = List.copyOf(targets);
    }

    public boolean isWildcard() {
        return this.name.endsWith("*");
    }

    /**
     * One provider of a model.
     *
     * @param provider its name
     * @param model the name it knows the model by, where it is another; a {@code *} in it
     * stands for what the wildcard's matched
     * @param weight its share of the calls, relative to the others'
     */
    public record ModelTarget(String provider, Optional<String> model, int weight) {

        public RequestModel requestModel(ResolvedModel resolved) {
            return new RequestModel(
                    this.model.map((name) -> name.replace("*", resolved.matched())).orElse(resolved.name()));
        }

    }

}
