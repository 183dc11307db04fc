package llmgateway.runner.management;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import llmgateway.core.http.Header;
import llmgateway.metrics.report.Reports;
import llmgateway.metrics.report.Reports.Answer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Writes reports out as they are read. */
@Component
class ReportWriter {

    private final ObjectProvider<Reports> reports;

    ReportWriter(ObjectProvider<Reports> reports) {
        this.reports = reports;
    }

    /**
     * @throws ManagementException where this gateway settles no calls
     */
    Reports reports() {
        Reports available = this.reports.getIfAvailable();
        if (available == null) {
            throw new ManagementException(HttpStatus.NOT_FOUND, "no_ledger", "This gateway keeps no ledger.");
        }
        return available;
    }

    void write(Answer answer, HttpServletResponse response) throws IOException {
        switch (answer) {
            case Answer.Away() -> throw ManagementException.storeAway();
            case Answer.Ready(String mediaType, List<Header> headers, Reports.Body body) -> {
                headers.forEach((header) -> response.setHeader(header.name(), header.value()));
                response.setContentType(mediaType);
                response.setCharacterEncoding(StandardCharsets.UTF_8);
                write(body, response);
            }
        }
    }

    private static void write(Reports.Body body, HttpServletResponse response) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        try {
            body.write(writer);
        }
        catch (Reports.StoreWentAway ex) {
            if (!response.isCommitted()) {
                response.reset();
                throw ManagementException.storeAway();
            }
            // Breaks the connection, so that nobody takes a part for the whole.
            throw new IOException("the store of accounts went away in the midst of a report");
        }
        writer.flush();
    }

}
