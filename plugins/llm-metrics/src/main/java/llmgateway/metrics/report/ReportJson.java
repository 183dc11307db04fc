package llmgateway.metrics.report;

import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** How reports are written as JSON. */
final class ReportJson {

    /** Leaves the writer open: it is its owner's, who has yet to flush it. */
    static final JsonFactory FACTORY = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private ReportJson() {
    }

}
