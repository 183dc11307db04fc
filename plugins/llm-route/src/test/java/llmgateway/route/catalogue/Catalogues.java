package llmgateway.route.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import llmgateway.document.Document;
import llmgateway.document.Problem;

/** Catalogues written in a test, as files {@code first.yaml}, {@code second.yaml}. */
public final class Catalogues {

    private static final List<String> NAMES = List.of("first.yaml", "second.yaml", "third.yaml");

    private Catalogues() {
    }

    public static Catalogue of(String... yaml) {
        return switch (read(yaml)) {
            case CatalogueReading.Usable usable -> usable.catalogue();
            case CatalogueReading.Faulty faulty ->
                throw new AssertionError("unexpected problems: " + faulty.problems());
        };
    }

    /** Each as {@code file:line: field: message}. */
    static List<String> problemsOf(String... yaml) {
        return switch (read(yaml)) {
            case CatalogueReading.Usable usable -> List.of();
            case CatalogueReading.Faulty faulty -> faulty.problems().stream().map(Problem::toString).toList();
        };
    }

    private static CatalogueReading read(String... yaml) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < yaml.length; i++) {
            documents.add(new Document(NAMES.get(i), yaml[i].getBytes(StandardCharsets.UTF_8)));
        }
        return new CatalogueReader().read(documents);
    }

}
