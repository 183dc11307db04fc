package llmgateway.metrics.price;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import llmgateway.document.Document;
import llmgateway.document.DocumentParser;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;
import llmgateway.metrics.price.PriceSheet.Section;

/** Reads a price list from YAML documents, later ones laid over earlier ones. */
public final class PriceListReader {

    /** The one that comes with the gateway, on the class path. */
    public static final String SHIPPED = "/llmgateway/prices.yaml";

    private static final Set<String> FIELDS = Set.of("providers", "models");

    private static final Set<String> SECTION_FIELDS = Stream
        .concat(SectionTermsReader.FIELDS.stream(), Stream.of("like", "models"))
        .collect(Collectors.toUnmodifiableSet());

    private final DocumentParser parser = DocumentParser.yaml();

    /**
     * Reads one price list from all documents together.
     * @param documents in order: what a later one says of a model wins
     */
    public PriceListReading read(List<Document> documents) {
        Problems problems = new Problems();
        LikenessCheck likeness = new LikenessCheck();
        List<PriceSheet> sheets = new ArrayList<>();
        for (Document document : documents) {
            this.parser.parse(document, problems)
                .flatMap((root) -> Fields.ofNode(root, "", FIELDS, problems))
                .ifPresent((fields) -> sheets.add(sheet(fields, likeness, problems)));
        }
        likeness.check();
        return problems.isEmpty() ? new PriceListReading.Usable(new PriceList(sheets))
                : new PriceListReading.Faulty(problems.list());
    }

    private static PriceSheet sheet(Fields fields, LikenessCheck likeness, Problems problems) {
        EntryReader entries = new EntryReader(problems);
        SectionTermsReader terms = new SectionTermsReader(problems);
        Map<String, Section> sections = new HashMap<>();
        List<Node.Member> providers = fields.mapping("providers").map(Node.Mapping::members).orElse(List.of());
        for (Node.Member member : providers) {
            String path = Fields.join("providers", member.name());
            Fields.ofNode(member.value(), path, SECTION_FIELDS, problems).ifPresent((section) -> {
                Optional<String> like = section.text("like");
                likeness.add(member.name(), section, like);
                sections.put(member.name(), new Section(entries(section, terms.read(section), entries), like));
            });
        }
        NamedEntries models = fields.mapping("models")
            .map((mapping) -> entries.read(mapping, "models", SectionTerms.NONE))
            .orElse(NamedEntries.NONE);
        return new PriceSheet(sections, models);
    }

    private static NamedEntries entries(Fields section, SectionTerms terms, EntryReader reader) {
        return section.mapping("models")
            .map((mapping) -> reader.read(mapping, section.path("models"), terms))
            .orElse(NamedEntries.NONE);
    }

}
