package llmgateway.runner.management;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import llmgateway.metrics.report.UnusableParameter;

import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was used, by whom and of what. */
@RestController
class UsageController {

    private final ReportWriter writer;

    UsageController(ReportWriter writer) {
        this.writer = writer;
    }

    @GetMapping(ManagementConfiguration.ROOT + "/usage")
    void usage(@RequestParam MultiValueMap<String, String> parameters, HttpServletResponse response)
            throws IOException, UnusableParameter {
        this.writer.write(this.writer.reports().usage(parameters), response);
    }

}
