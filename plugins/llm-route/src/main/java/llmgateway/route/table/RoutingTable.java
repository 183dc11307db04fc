package llmgateway.route.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.route.catalogue.Catalogue;
import llmgateway.route.catalogue.Model.ModelTarget;
import llmgateway.route.catalogue.ResolvedModel;

/** A catalogue with those of its providers that can be called. Thread-safe. */
public final class RoutingTable {

    private final Catalogue catalogue;

    private final Map<String, ActiveProvider> active;

    RoutingTable(Catalogue catalogue, Map<String, ActiveProvider> active) {
        this.catalogue = catalogue;
        this.active = Map.copyOf(active);
    }

    public Catalogue catalogue() {
        return this.catalogue;
    }

    public Collection<ActiveProvider> activeProviders() {
        return this.active.values();
    }

    public Optional<ActiveProvider> active(String provider) {
        return Optional.ofNullable(this.active.get(provider));
    }

    /** The model's targets at providers that can be called, in the catalogue's order. */
    public List<Candidate> candidates(ResolvedModel model) {
        List<ModelTarget> targets = model.entry().targets();
        List<Candidate> candidates = new ArrayList<>(targets.size());
        for (ModelTarget target : targets) {
            ActiveProvider provider = this.active.get(target.provider());
            if (provider != null) {
                candidates.add(new Candidate(provider, target.requestModel(model), target.weight()));
            }
        }
        return candidates;
    }

}
