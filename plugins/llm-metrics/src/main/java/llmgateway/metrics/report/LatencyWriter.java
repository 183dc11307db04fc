package llmgateway.metrics.report;

import java.io.Writer;
import java.util.OptionalLong;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Writes reports of latency as JSON, without the percentiles that there are not.
 * Thread-safe.
 */
final class LatencyWriter {

    void json(LatencyReport report, Writer writer) {
        try (JsonGenerator out = ReportJson.FACTORY.createGenerator(ObjectWriteContext.empty(), writer)) {
            out.writeStartObject();
            out.writeStringProperty("from", report.from().toString());
            out.writeStringProperty("to", report.to().toString());
            out.writeNumberProperty("calls", report.calls());
            out.writeNumberProperty("errors", report.errors());
            out.writeArrayPropertyStart("rows");
            report.rows().forEach((row) -> row(row, out));
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private static void row(LatencyReport.Row row, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("provider", row.provider());
        out.writeStringProperty("model", row.model());
        out.writeNumberProperty("calls", row.calls());
        out.writeNumberProperty("errors", row.errors());
        milliseconds("duration_ms_p50", row.duration().p50(), out);
        milliseconds("duration_ms_p95", row.duration().p95(), out);
        milliseconds("first_token_ms_p50", row.firstToken().p50(), out);
        milliseconds("first_token_ms_p95", row.firstToken().p95(), out);
        out.writeEndObject();
    }

    private static void milliseconds(String name, OptionalLong value, JsonGenerator out) {
        value.ifPresent((millis) -> out.writeNumberProperty(name, millis));
    }

}
