package llmgateway.route.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.error.Rejects;
import llmgateway.core.model.OriginalModel;
import llmgateway.dialect.models.ListedModel;
import llmgateway.dialect.models.ModelListWriter;
import llmgateway.route.catalogue.Model;
import llmgateway.route.catalogue.ResolvedModel;
import llmgateway.route.settings.AllowedModels;
import llmgateway.route.table.Candidate;
import llmgateway.route.table.RoutingTable;

/**
 * Answers which models there are: those that the caller can call, in the catalogue's
 * order.
 */
final class ModelListing {

    private final ModelListWriter writer = new ModelListWriter();

    private final Offers offers;

    ModelListing(Offers offers) {
        this.offers = offers;
    }

    Decision list(Dialect dialect, AllowedModels allowed, RoutingTable table) {
        List<ListedModel> listed = new ArrayList<>();
        for (Model model : table.catalogue().models()) {
            if (!model.isWildcard() && isListed(new ResolvedModel(model.name(), model, ""), dialect, allowed, table)) {
                listed.add(listed(model.name(), model));
                model.aliases().forEach((alias) -> listed.add(listed(alias, model)));
            }
        }
        return new Decision.Answer(this.writer.list(dialect, listed));
    }

    Decision one(OriginalModel asked, Dialect dialect, AllowedModels allowed, RoutingTable table) {
        Optional<ResolvedModel> resolved = table.catalogue()
            .resolve(asked.name())
            .filter((model) -> !model.entry().isWildcard())
            .filter((model) -> isListed(model, dialect, allowed, table));
        if (resolved.isEmpty()) {
            return new Decision.Refuse(Rejects.unknownModel(asked));
        }
        return new Decision.Answer(this.writer.one(dialect, listed(asked.name(), resolved.get().entry())));
    }

    private static ListedModel listed(String id, Model model) {
        return new ListedModel(id, model.ownedBy(), model.created());
    }

    private boolean isListed(ResolvedModel model, Dialect dialect, AllowedModels allowed, RoutingTable table) {
        if (!allowed.allows(model)) {
            return false;
        }
        for (Candidate candidate : table.candidates(model)) {
            if (candidate.provider().dialect() == dialect || this.offers.canServe(candidate, chat(dialect))) {
                return true;
            }
        }
        return false;
    }

    /** What clients of the API ask for an answer with. */
    private static Endpoint chat(Dialect dialect) {
        return switch (dialect) {
            case ANTHROPIC -> Endpoint.MESSAGES;
            case GEMINI -> Endpoint.GENERATE_CONTENT;
            default -> Endpoint.CHAT_COMPLETIONS;
        };
    }

}
