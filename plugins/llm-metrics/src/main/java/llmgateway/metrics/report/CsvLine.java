package llmgateway.metrics.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of RFC 4180. A cell that a spreadsheet would take for a formula gets an
 * apostrophe in front, as OWASP's page on CSV injection advises: users and tags are the
 * clients' own words.
 */
final class CsvLine {

    private static final String BEGINS_FORMULA = "=+-@\t\r\n";

    private CsvLine() {
    }

    /** The line with its end. */
    static String of(List<String> cells) {
        return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        String safe = (!text.isEmpty() && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0) ? "'" + text : text;
        boolean plain = safe.chars().noneMatch((c) -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

}
