package llmgateway.route.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

import llmgateway.document.Document;
import llmgateway.document.DocumentParser;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Place;
import llmgateway.document.Problems;

/** Reads a catalogue from YAML documents, later ones laid over earlier ones. */
public final class CatalogueReader {

    /** The one that comes with the gateway, on the class path. */
    public static final String SHIPPED = "/llmgateway/catalogue.yaml";

    private static final Set<String> FIELDS = Set.of("providers", "models");

    private final DocumentParser parser = DocumentParser.yaml();

    /**
     * Reads one catalogue from all documents together.
     * @param documents in order: a provider is laid over field by field, a model
     * replaced; null takes a field back to its default and a model away
     */
    public CatalogueReading read(List<Document> documents) {
        Problems problems = new Problems();
        Overlay providerNodes = new Overlay("providers", problems);
        Overlay modelNodes = new Overlay("models", problems);
        for (Document document : documents) {
            this.parser.parse(document, problems)
                .flatMap((root) -> Fields.ofNode(root, "", FIELDS, problems))
                .ifPresent((fields) -> {
                    fields.mapping("providers").ifPresent(providerNodes::addFieldByField);
                    fields.mapping("models").ifPresent(modelNodes::addWhole);
                });
        }
        SequencedMap<String, Provider> providers = providers(providerNodes, problems);
        List<Model> models = models(modelNodes, providerNodes.names(), providers, problems);
        return problems.isEmpty() ? new CatalogueReading.Usable(new Catalogue(providers.sequencedValues(), models))
                : new CatalogueReading.Faulty(problems.list());
    }

    private static SequencedMap<String, Provider> providers(Overlay nodes, Problems problems) {
        ProviderReader reader = new ProviderReader(problems);
        SequencedMap<String, Provider> providers = new LinkedHashMap<>();
        for (Node.Member member : nodes.members()) {
            reader.read(member).ifPresent((provider) -> providers.put(provider.name(), provider));
        }
        return providers;
    }

    private static List<Model> models(Overlay nodes, Set<String> providerNames, Map<String, Provider> providers,
            Problems problems) {
        ModelReader reader = new ModelReader(providerNames, providers, problems);
        List<Model> models = new ArrayList<>();
        Map<String, Place> names = new HashMap<>();
        nodes.members().forEach((member) -> names.put(member.name(), member.place()));
        for (Node.Member member : nodes.members()) {
            Optional<Model> read = reader.read(member, names);
            read.ifPresent(models::add);
        }
        return models;
    }

}
