package llmgateway.metrics.meter;

import java.io.StringWriter;
import java.util.Map;

import llmgateway.core.ledger.LedgerField;
import llmgateway.metrics.accounting.FinishedCall;
import llmgateway.metrics.accounting.FinishedCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes one line of JSON for every finished call to the logger {@code llm.access}: the
 * fields of its ledger entry, and its charge.
 */
public final class AccessLog implements FinishedCalls {

    private static final Logger LOG = LoggerFactory.getLogger("llm.access");

    private final JsonFactory json = new JsonFactory();

    @Override
    public void finished(FinishedCall call) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", line(call));
        }
    }

    private String line(FinishedCall call) {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = this.json.createGenerator(ObjectWriteContext.empty(), line)) {
            out.writeStartObject();
            Map<String, String> fields = call.entry().fields();
            for (LedgerField field : LedgerField.values()) {
                String value = fields.get(field.wireName());
                if (value != null && field != LedgerField.PRICE) {
                    out.writeStringProperty(field.wireName(), value);
                }
            }
            out.writeStringProperty("charge_usd", call.charge().amount().toString());
            out.writeEndObject();
        }
        return line.toString();
    }

}
