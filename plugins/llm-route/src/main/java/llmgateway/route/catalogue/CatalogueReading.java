package llmgateway.route.catalogue;

import java.util.List;

import llmgateway.document.Problem;

/** What came of reading a catalogue. */
public sealed interface CatalogueReading {

    record Usable(Catalogue catalogue) implements CatalogueReading {
    }

    /**
     * A catalogue that cannot be used.
     *
     * @param problems all of them; at least one
     */
    record Faulty(List<Problem> problems) implements CatalogueReading {

        public Faulty {
            problems = List.copyOf(problems);
        }

    }

}
