package llmgateway.metrics.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import llmgateway.core.http.Header;
import llmgateway.core.ledger.LedgerField;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.LedgerSpan;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageResult;

/** Reports as an operator asks for them by URL. Thread-safe; blocking. */
public final class Reports {

    private static final String KEPT_SINCE = "x-llm-ledger-kept-since";

    private static final String ARCHIVED_TO = "x-llm-ledger-archived-to";

    private final UsageBook book;

    private final UsageReports usage;

    private final UsageWriter usageWriter = new UsageWriter();

    private final LatencyReports latency;

    private final LatencyWriter latencyWriter = new LatencyWriter();

    private final InstantSource clock;

    public Reports(UsageBook book, InstantSource clock) {
        this.book = book;
        this.usage = new UsageReports(book);
        this.latency = new LatencyReports(book);
        this.clock = clock;
    }

    /**
     * Sums of usage.
     * @param given the parameters of the URL
     * @throws UnusableParameter if one of them cannot be honoured
     */
    public Answer usage(Map<String, List<String>> given) throws UnusableParameter {
        Parameters parameters = new Parameters(given, UsageQueryReader.names());
        boolean csv = parameters.word("format", "json", "csv").equals("csv");
        UsageQuery query = UsageQueryReader.read(parameters, this.clock.instant());
        return switch (this.usage.report(query)) {
            case UsageResult.Away<UsageReport>() -> new Answer.Away();
            case UsageResult.Read<UsageReport>(UsageReport report) ->
                csv ? new Answer.Ready("text/csv", List.of(), (writer) -> this.usageWriter.csv(report, writer))
                        : new Answer.Ready("application/json", List.of(),
                                (writer) -> this.usageWriter.json(report, writer));
        };
    }

    /**
     * Entries of the ledger, read as they are written out. Headers tell since when there
     * are any and to when they are archived.
     * @param given the parameters of the URL
     * @throws UnusableParameter if one of them cannot be honoured
     */
    public Answer ledger(Map<String, List<String>> given) throws UnusableParameter {
        Parameters parameters = new Parameters(given, LedgerQuery.NAMES);
        boolean csv = parameters.word("format", "jsonl", "csv").equals("csv");
        LedgerQuery query = LedgerQuery.read(parameters, this.clock.instant());
        return switch (this.book.span()) {
            case UsageResult.Away<LedgerSpan>() -> new Answer.Away();
            case UsageResult.Read<LedgerSpan>(LedgerSpan span) -> new Answer.Ready(
                    csv ? "text/csv" : "application/jsonl", headers(span), (writer) -> entries(query, csv, writer));
        };
    }

    private static List<Header> headers(LedgerSpan span) {
        return Stream
            .concat(span.keptSince().map((since) -> new Header(KEPT_SINCE, since.toString())).stream(),
                    span.archivedTo().map((to) -> new Header(ARCHIVED_TO, to.toString())).stream())
            .toList();
    }

    /**
     * How long the latest calls took, and how many failed.
     * @param given the parameters of the URL
     * @throws UnusableParameter if there are any
     */
    public Answer latency(Map<String, List<String>> given) throws UnusableParameter {
        new Parameters(given, Set.of());
        return switch (this.latency.report(this.clock.instant())) {
            case UsageResult.Away<LatencyReport>() -> new Answer.Away();
            case UsageResult.Read<LatencyReport>(LatencyReport report) ->
                new Answer.Ready("application/json", List.of(), (writer) -> this.latencyWriter.json(report, writer));
        };
    }

    private void entries(LedgerQuery query, boolean csv, Writer writer) throws IOException {
        LedgerWriter ledger = new LedgerWriter(writer, csv);
        ledger.begin();
        UsageResult<Long> result;
        try {
            result = this.book.entries(query.from(), query.to(), (entry) -> write(entry, query, ledger));
        }
        catch (UncheckedIOException ex) {
            throw ex.getCause();
        }
        if (result instanceof UsageResult.Away) {
            throw new StoreWentAway();
        }
    }

    private static void write(LedgerRecord entry, LedgerQuery query, LedgerWriter ledger) {
        if (query.consumer().isPresent() && !query.consumer().equals(consumer(entry))) {
            return;
        }
        try {
            ledger.write(entry);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Optional<String> consumer(LedgerRecord entry) {
        return Optional.ofNullable(entry.entry().fields().get(LedgerField.CONSUMER.wireName()));
    }

    /** What can be answered. */
    public sealed interface Answer {

        /** The store cannot be asked now. */
        record Away() implements Answer {
        }

        /**
         * @param mediaType such as {@code text/csv}; the text is in UTF-8
         * @param headers to be sent with it
         */
        record Ready(String mediaType, List<Header> headers, Body body) implements Answer {
        }

    }

    /** A report's text. */
    @FunctionalInterface
    public interface Body {

        /**
         * Writes it, to be called once.
         * @throws StoreWentAway if the store cannot be asked, perhaps after a part
         * @throws IOException if the writer throws it
         */
        void write(Writer writer) throws IOException;

    }

    /** The store went away in the midst of a report. */
    public static final class StoreWentAway extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StoreWentAway() {
            super("the store of accounts cannot be asked", null, false, false);
        }

    }

}
