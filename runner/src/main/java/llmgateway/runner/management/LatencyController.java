package llmgateway.runner.management;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import llmgateway.metrics.report.UnusableParameter;

import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How long the latest calls took, and how many failed. */
@RestController
class LatencyController {

    private final ReportWriter writer;

    LatencyController(ReportWriter writer) {
        this.writer = writer;
    }

    @GetMapping(ManagementConfiguration.ROOT + "/latency")
    void latency(@RequestParam MultiValueMap<String, String> parameters, HttpServletResponse response)
            throws IOException, UnusableParameter {
        this.writer.write(this.writer.reports().latency(parameters), response);
    }

}
