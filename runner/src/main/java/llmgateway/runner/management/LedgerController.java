package llmgateway.runner.management;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import llmgateway.metrics.report.UnusableParameter;

import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What every call cost. */
@RestController
class LedgerController {

    private final ReportWriter writer;

    LedgerController(ReportWriter writer) {
        this.writer = writer;
    }

    @GetMapping(ManagementConfiguration.ROOT + "/ledger")
    void ledger(@RequestParam MultiValueMap<String, String> parameters, HttpServletResponse response)
            throws IOException, UnusableParameter {
        this.writer.write(this.writer.reports().ledger(parameters), response);
    }

}
