package llmgateway.metrics.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import llmgateway.core.ledger.UsageSums;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Writes reports of usage. Money is text of decimal dollars, exact. Thread-safe. */
final class UsageWriter {

    private static final String COST = "cost_usd";

    void csv(UsageReport report, Writer writer) throws IOException {
        Stream<String> groups = report.query().groupBy().stream().map(Dimension::wireName);
        writer.write(CsvLine.of(Stream.concat(groups, columns(UsageSums.NONE).keySet().stream()).toList()));
        for (UsageReport.Row row : report.rows()) {
            List<String> cells = new ArrayList<>(row.groups());
            columns(row.sums()).values().forEach((value) -> cells.add(value.toString()));
            writer.write(CsvLine.of(cells));
        }
    }

    void json(UsageReport report, Writer writer) {
        UsageQuery query = report.query();
        try (JsonGenerator out = ReportJson.FACTORY.createGenerator(ObjectWriteContext.empty(), writer)) {
            out.writeStartObject();
            out.writeStringProperty("from", query.from().toString());
            out.writeStringProperty("to", query.to().toString());
            out.writeStringProperty("granularity", query.granularity().name().toLowerCase(Locale.ROOT));
            out.writeArrayPropertyStart("group_by");
            query.groupBy().forEach((dimension) -> out.writeString(dimension.wireName()));
            out.writeEndArray();
            out.writeArrayPropertyStart("rows");
            for (UsageReport.Row row : report.rows()) {
                out.writeStartObject();
                for (int i = 0; i < row.groups().size(); i++) {
                    out.writeStringProperty(query.groupBy().get(i).wireName(), row.groups().get(i));
                }
                sums(row.sums(), out);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeObjectPropertyStart("total");
            sums(report.total(), out);
            out.writeEndObject();
            out.writeEndObject();
        }
    }

    private static void sums(UsageSums sums, JsonGenerator out) {
        columns(sums).forEach((name, value) -> {
            if (value instanceof Long number) {
                out.writeNumberProperty(name, number);
            }
            else {
                out.writeStringProperty(name, value.toString());
            }
        });
    }

    private static Map<String, Object> columns(UsageSums sums) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("calls", sums.calls());
        columns.put(COST, sums.charge());
        columns.put("input_tokens", sums.inputTokens());
        columns.put("cached_input_tokens", sums.cachedInputTokens());
        columns.put("output_tokens", sums.outputTokens());
        columns.put("reasoning_tokens", sums.reasoningTokens());
        columns.put("errors", sums.errors());
        columns.put("estimated", sums.estimated());
        return columns;
    }

}
