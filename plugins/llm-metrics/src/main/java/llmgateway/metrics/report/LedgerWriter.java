package llmgateway.metrics.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import llmgateway.core.ledger.LedgerField;
import llmgateway.core.ledger.LedgerRecord;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes entries of the ledger, one a line: as JSON without the fields that an entry
 * lacks, or as CSV with a column for every field. Not thread-safe.
 */
final class LedgerWriter {

    private static final List<String> OWN_COLUMNS = List.of("id", "at", "ticket", "reason", "charge_usd", "held_usd");

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
            List<String> columns = new ArrayList<>(OWN_COLUMNS);
            for (LedgerField field : LedgerField.values()) {
                columns.add(field.wireName());
            }
            this.writer.write(CsvLine.of(columns));
        }
    }

    void write(LedgerRecord entry) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("id", entry.id());
        values.put("at", entry.at().toString());
        values.put("ticket", entry.ticket().value());
        values.put("reason", entry.reason());
        values.put("charge_usd", entry.charge().toString());
        values.put("held_usd", entry.held().toString());
        for (LedgerField field : LedgerField.values()) {
            values.put(field.wireName(), entry.entry().fields().getOrDefault(field.wireName(), ""));
        }
        this.writer.write(this.csv ? CsvLine.of(List.copyOf(values.values())) : line(values));
    }

    private String line(Map<String, String> values) {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = this.json.createGenerator(ObjectWriteContext.empty(), line)) {
            out.writeStartObject();
            values.forEach((name, value) -> {
                if (!value.isEmpty()) {
                    out.writeStringProperty(name, value);
                }
            });
            out.writeEndObject();
        }
        return line.append('\n').toString();
    }

}
