package llmgateway.metrics.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;

import llmgateway.core.ledger.LedgerRecord;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes entries of the ledger, one a line: as JSON without the fields that an entry
 * lacks, or as CSV with a column for every field. Not thread-safe.
 */
final class LedgerWriter {

    private final JsonFactory json = new JsonFactory();

    private final Writer writer;

    private final boolean csv;

    /**
     * @param csv whether to write CSV, else JSON
     */
    LedgerWriter(Writer writer, boolean csv) {
        this.writer = writer;
        this.csv = csv;
    }

    void begin() throws IOException {
        if (this.csv) {
            this.writer.write(CsvLine.of(LedgerRecord.columns()));
        }
    }

    void write(LedgerRecord entry) throws IOException {
        Map<String, String> values = entry.values();
        this.writer.write(this.csv
                ? CsvLine.of(LedgerRecord.columns().stream().map((column) -> values.getOrDefault(column, "")).toList())
                : line(values));
    }

    private String line(Map<String, String> values) {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = this.json.createGenerator(ObjectWriteContext.empty(), line)) {
            out.writeStartObject();
            values.forEach(out::writeStringProperty);
            out.writeEndObject();
        }
        return line.append('\n').toString();
    }

}
