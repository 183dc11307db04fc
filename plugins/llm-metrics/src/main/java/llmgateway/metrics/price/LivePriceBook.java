package llmgateway.metrics.price;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import llmgateway.core.model.CatalogueModel;
import llmgateway.core.price.ModelTerms;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.price.Price;
import llmgateway.core.price.PriceBook;
import llmgateway.core.upstream.Target;
import llmgateway.document.Document;
import llmgateway.document.DocumentFiles;
import llmgateway.document.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The price list in use. A reload swaps it as a whole, or keeps it if the files cannot be
 * used. Thread-safe; reading it takes no lock.
 */
public final class LivePriceBook implements PriceBook {

    private static final Logger log = LoggerFactory.getLogger(LivePriceBook.class);

    /** Names under a wildcard are the clients' own: a log of all would have no end. */
    private static final int MAX_TOLD = 100;

    private final DocumentFiles files;

    private final Price byDefault;

    private final PriceListReader reader = new PriceListReader();

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private volatile PriceList current;

    private FilesState seen;

    /**
     * @param byDefault what a model costs that the list lacks
     * @throws UnusablePrices if the files cannot be read or have problems
     */
    public LivePriceBook(DocumentFiles files, Price byDefault) {
        this.files = files;
        this.byDefault = byDefault;
        this.seen = look();
        this.current = read(this.seen);
    }

    @Override
    public ModelTerms terms(CatalogueModel model, Target target, Instant at) {
        PriceList.Listing listing = this.current.listing(target.provider(), target.model().name(), model.name());
        ModelFacts facts = listing.facts();
        Optional<Price> listed = listing.prices().map((history) -> history.at(at));
        if (listed.isEmpty()) {
            tellOnce(model, target);
        }
        return new ModelTerms(listed.orElse(this.byDefault), listed.isPresent() ? Priced.LISTED : Priced.BY_DEFAULT,
                facts.contextWindow(), facts.maxOutputTokens(), facts.tokenizer());
    }

    /**
     * Looks at the files and takes them up if one has changed since the last look.
     * @return whether one had changed; the log says what came of it
     */
    public synchronized boolean reloadIfChanged() {
        FilesState now = look();
        if (now.equals(this.seen)) {
            return false;
        }
        this.seen = now;
        try {
            this.current = read(now);
            this.told.clear();
            log.info("The price list has been reloaded");
        }
        catch (UnusablePrices ex) {
            log.error("The price list is not reloaded, the old one stays in use. {}", ex.getMessage());
        }
        return true;
    }

    private FilesState look() {
        try {
            return new FilesState.Read(this.files.load());
        }
        catch (IOException ex) {
            return new FilesState.Unreadable(ex.toString());
        }
    }

    private PriceList read(FilesState state) {
        return switch (state) {
            case FilesState.Read read -> read(read.documents());
            case FilesState.Unreadable unreadable ->
                throw new UnusablePrices("The price list cannot be read: " + unreadable.why());
        };
    }

    private PriceList read(List<Document> documents) {
        return switch (this.reader.read(documents)) {
            case PriceListReading.Usable usable -> usable.prices();
            case PriceListReading.Faulty faulty -> throw new UnusablePrices(describe(faulty.problems()));
        };
    }

    private void tellOnce(CatalogueModel model, Target target) {
        if (this.told.size() < MAX_TOLD && this.told.add(target.provider() + " " + model.name())) {
            log.warn(
                    "No price for model '{}' of provider '{}', sent as '{}': llm.prices.default is charged."
                            + " A file of llm.prices.file can name its price",
                    model.name(), target.provider(), target.model().name());
            if (this.told.size() == MAX_TOLD) {
                log.warn("{} models without a price have been named; no more are until the price list changes",
                        MAX_TOLD);
            }
        }
    }

    private static String describe(List<Problem> problems) {
        return problems.stream()
            .map((problem) -> "\n  " + problem)
            .collect(Collectors.joining("", "The price list has " + problems.size() + " problem(s):", ""));
    }

    /** What a look at the files found. */
    private sealed interface FilesState {

        record Read(List<Document> documents) implements FilesState {

            @Override
            public boolean equals(Object other) {
                return other instanceof Read read && Arrays.deepEquals(contents(), read.contents());
            }

            @Override
            public int hashCode() {
                return Arrays.deepHashCode(contents());
            }

            private byte[][] contents() {
                return this.documents.stream().map(Document::content).toArray(byte[][]::new);
            }

        }

        record Unreadable(String why) implements FilesState {
        }

    }

}
