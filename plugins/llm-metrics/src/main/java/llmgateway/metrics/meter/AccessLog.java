package llmgateway.metrics.meter;

import java.io.StringWriter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import llmgateway.core.call.RefusedCall;
import llmgateway.core.call.RefusedCalls;
import llmgateway.core.ledger.LedgerField;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.money.Money;
import llmgateway.metrics.accounting.EndedCall;
import llmgateway.metrics.accounting.EndedCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes one line of JSON for every call to the logger {@code llm.access}. Of one that
 * was carried: the fields of its (last) ledger entry, and what all of it is charged; of
 * one that was refused: what is known of it, and why.
 */
public final class AccessLog implements EndedCalls, RefusedCalls {

    private static final Set<LedgerField> LEFT_OUT = EnumSet.of(LedgerField.PRICE, LedgerField.PARENT_SPAN_ID,
            LedgerField.TRACE_SAMPLED, LedgerField.TRACE_STATE);

    private static final Logger LOG = LoggerFactory.getLogger("llm.access");

    private final JsonFactory json = new JsonFactory();

    @Override
    public void ended(EndedCall call) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", line(call));
        }
    }

    @Override
    public void refused(RefusedCall call) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", line(call));
        }
    }

    private String line(EndedCall call) {
        return object((out) -> {
            Map<String, String> fields = call.last().entry().fields();
            for (LedgerField field : LedgerField.values()) {
                if (!LEFT_OUT.contains(field)) {
                    write(out, field, Optional.ofNullable(fields.get(field.wireName())));
                }
            }
            out.writeStringProperty("charge_usd", call.charge().toString());
        });
    }

    private String line(RefusedCall refused) {
        return object((out) -> {
            write(out, LedgerField.CALL_ID, Optional.of(refused.id().value()));
            refused.call().ifPresent((call) -> {
                write(out, LedgerField.CONSUMER, call.caller().consumer());
                write(out, LedgerField.CONSUMER_GROUP, call.caller().group());
                write(out, LedgerField.ROUTE, call.caller().route());
                write(out, LedgerField.ENDPOINT, Optional.of(lowerCase(call.endpoint())));
                write(out, LedgerField.STREAM, Optional.of(call.stream() ? "1" : "0"));
                write(out, LedgerField.MODEL_ASKED, call.model().map(OriginalModel::name));
            });
            write(out, LedgerField.STATUS, Optional.of(Integer.toString(refused.reject().status())));
            write(out, LedgerField.OUTCOME, Optional.of("refused"));
            out.writeStringProperty("error", lowerCase(refused.reject().code()));
            write(out, LedgerField.DURATION_MS, Optional.of(Long.toString(refused.duration().toMillis())));
            refused.trace().ifPresent((trace) -> {
                write(out, LedgerField.TRACE_ID, Optional.of(trace.traceId()));
                write(out, LedgerField.SPAN_ID, Optional.of(trace.spanId()));
            });
            out.writeStringProperty("charge_usd", Money.ZERO.toString());
        });
    }

    private String object(Consumer<JsonGenerator> members) {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = this.json.createGenerator(ObjectWriteContext.empty(), line)) {
            out.writeStartObject();
            members.accept(out);
            out.writeEndObject();
        }
        return line.toString();
    }

    private static void write(JsonGenerator out, LedgerField field, Optional<String> value) {
        value.ifPresent((text) -> out.writeStringProperty(field.wireName(), text));
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

}
