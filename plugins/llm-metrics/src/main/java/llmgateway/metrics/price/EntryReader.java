package llmgateway.metrics.price;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import llmgateway.core.model.NamePattern;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Place;
import llmgateway.document.Problems;
import llmgateway.document.UnusableValue;

/** Reads the entries of one section. */
final class EntryReader {

    /** The fields of an entry. */
    static final Set<String> FIELDS = Stream
        .concat(HistoryReader.FIELDS.stream(),
                Stream.of("aliases", "source", "date", "context_window", "max_output_tokens", "tokenizer"))
        .collect(Collectors.toUnmodifiableSet());

    /** OpenAI's, which alone are public knowledge model by model. */
    private static final Set<String> TOKENIZERS = Set.of("o200k_base", "cl100k_base", "p50k_base", "r50k_base");

    private static final int MAX_TOKENS = 999_999_999;

    private final Problems problems;

    private final HistoryReader histories;

    EntryReader(Problems problems) {
        this.problems = problems;
        this.histories = new HistoryReader(problems);
    }

    /**
     * @param terms of the section
     */
    NamedEntries read(Node.Mapping models, String path, SectionTerms terms) {
        Map<String, Place> taken = new HashMap<>();
        models.members().forEach((member) -> taken.put(member.name(), member.place()));
        List<PriceEntry> entries = new ArrayList<>();
        for (Node.Member member : models.members()) {
            Fields.ofNode(member.value(), Fields.join(path, member.name()), FIELDS, this.problems)
                .ifPresent((fields) -> {
                    List<NamePattern> names = names(member.name(), fields, taken);
                    Optional<PriceHistory> prices = this.histories.read(fields, terms);
                    entries.add(new PriceEntry(names, prices, facts(fields), fields.text("source").or(terms::source),
                            date(fields).or(terms::date)));
                });
        }
        return new NamedEntries(entries);
    }

    /** When prices were read. */
    static Optional<LocalDate> date(Fields fields) {
        return fields.text("date", EntryReader::date);
    }

    private List<NamePattern> names(String own, Fields fields, Map<String, Place> taken) {
        List<NamePattern> names = new ArrayList<>();
        names.add(new NamePattern(own));
        for (String alias : fields.texts("aliases", (text) -> text).orElse(List.of())) {
            Place earlier = taken.putIfAbsent(alias, fields.place());
            if (earlier != null) {
                fields.problem("aliases", "'" + alias + "' is already a name or alias, at " + earlier);
            }
            names.add(new NamePattern(alias));
        }
        return names;
    }

    private static ModelFacts facts(Fields fields) {
        return new ModelFacts(tokens(fields, "context_window"), tokens(fields, "max_output_tokens"),
                fields.text("tokenizer", EntryReader::tokenizer));
    }

    private static OptionalLong tokens(Fields fields, String name) {
        return fields.wholeNumber(name, 1, MAX_TOKENS).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static String tokenizer(String text) throws UnusableValue {
        if (!TOKENIZERS.contains(text)) {
            throw new UnusableValue("must be one of " + TOKENIZERS.stream().sorted().collect(Collectors.joining(", ")));
        }
        return text;
    }

    private static LocalDate date(String text) throws UnusableValue {
        try {
            return LocalDate.parse(text);
        }
        catch (DateTimeException ex) {
            throw new UnusableValue("must be a date such as 2026-11-05");
        }
    }

}
