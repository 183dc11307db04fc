package llmgateway.route.live;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import llmgateway.document.DocumentFiles;
import llmgateway.document.Problem;
import llmgateway.route.catalogue.CatalogueReader;
import llmgateway.route.catalogue.CatalogueReading;
import llmgateway.route.table.RoutingTable;
import llmgateway.route.table.RoutingTableBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routing table in use. A reload swaps it as a whole, or keeps it if the files cannot
 * be used. Thread-safe; reading it takes no lock.
 */
public final class LiveRoutingTable {

    private static final Logger log = LoggerFactory.getLogger(LiveRoutingTable.class);

    private final DocumentFiles files;

    private final CatalogueReader reader = new CatalogueReader();

    private final RoutingTableBuilder builder;

    private volatile RoutingTable current;

    /**
     * @throws UnusableCatalogue if the files cannot be read or have problems
     */
    public LiveRoutingTable(DocumentFiles files, RoutingTableBuilder builder) {
        this.files = files;
        this.builder = builder;
        this.current = build(Optional.empty());
    }

    public RoutingTable current() {
        return this.current;
    }

    /**
     * Reads all files and keys again.
     * @return whether the new table is in use; else the log says why not
     */
    public synchronized boolean reload() {
        try {
            this.current = build(Optional.of(this.current));
            log.info("The catalogue has been reloaded: {} of {} providers can be called",
                    this.current.activeProviders().size(), this.current.catalogue().providers().size());
            return true;
        }
        catch (UnusableCatalogue ex) {
            log.error("The catalogue is not reloaded, the old one stays in use. {}", ex.getMessage());
            return false;
        }
    }

    private RoutingTable build(Optional<RoutingTable> earlier) {
        RoutingTableBuilder.Built built = switch (read()) {
            case CatalogueReading.Usable usable -> this.builder.build(usable.catalogue(), earlier);
            case CatalogueReading.Faulty faulty -> throw new UnusableCatalogue(told(faulty.problems()));
        };
        built.problems().forEach((problem) -> log.warn("Key not usable: {}", problem));
        return built.table();
    }

    private CatalogueReading read() {
        try {
            return this.reader.read(this.files.load());
        }
        catch (IOException ex) {
            throw new UnusableCatalogue("The catalogue cannot be read: " + ex);
        }
    }

    private static String told(List<Problem> problems) {
        return problems.stream()
            .map((problem) -> "\n  " + problem)
            .collect(Collectors.joining("", "The catalogue has " + problems.size() + " problem(s):", ""));
    }

}
