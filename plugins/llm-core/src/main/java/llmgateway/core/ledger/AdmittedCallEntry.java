package llmgateway.core.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.money.Money;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.price.Price;
import llmgateway.core.price.PriceText;
import llmgateway.core.trace.CallTrace;
import llmgateway.core.upstream.ServerAddress;
import llmgateway.core.upstream.Target;
import llmgateway.core.usage.UsageText;

/**
 * An admitted call as the fields of a ledger entry: what is noted with its hold, so that
 * any node can settle it, and what its entry says whatever becomes of it. Values are the
 * caller's own text where it named them: any characters.
 */
public final class AdmittedCallEntry {

    private static final String YES = "1";

    private static final String NO = "0";

    private AdmittedCallEntry() {
    }

    /** The fields by their wire names, in the order of {@link LedgerField}. */
    public static Map<String, String> write(AdmittedCall call) {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, LedgerField.CALL_ID, call.callId().value());
        put(fields, LedgerField.ADMITTED_AT, call.admittedAt().toString());
        put(fields, LedgerField.CONSUMER, call.caller().consumer());
        put(fields, LedgerField.CONSUMER_GROUP, call.caller().group());
        put(fields, LedgerField.ROUTE, call.caller().route());
        put(fields, LedgerField.ENDPOINT, lowerCase(call.endpoint()));
        put(fields, LedgerField.STREAM, call.stream() ? YES : NO);
        put(fields, LedgerField.MODEL_ASKED, call.asked().map(OriginalModel::name));
        put(fields, LedgerField.MODEL, call.model().name());
        put(fields, LedgerField.MODEL_SENT, call.target().model().name());
        put(fields, LedgerField.PROVIDER, call.target().provider());
        put(fields, LedgerField.PROVIDER_DIALECT, lowerCase(call.target().dialect()));
        put(fields, LedgerField.PROVIDER_KEY, call.providerKey());
        put(fields, LedgerField.PRICE, PriceText.write(call.price()));
        put(fields, LedgerField.PRICED_BY_DEFAULT,
                (call.priced() == Priced.BY_DEFAULT) ? Optional.of(YES) : Optional.empty());
        put(fields, LedgerField.WORST_CASE,
                Optional.of(UsageText.write(call.worstCase())).filter((text) -> !text.isEmpty()));
        put(fields, LedgerField.RESERVED, Long.toString(call.reserved().nanos()));
        put(fields, LedgerField.USER, call.user());
        put(fields, LedgerField.TAGS,
                call.tags().isEmpty() ? Optional.empty() : Optional.of(TagsText.write(call.tags())));
        put(fields, LedgerField.WAY, lowerCase(call.way()));
        put(fields, LedgerField.SERVER, call.server().map(ServerAddress::toString));
        call.trace().ifPresent((trace) -> putTrace(fields, trace));
        return fields;
    }

    private static void putTrace(Map<String, String> fields, CallTrace trace) {
        put(fields, LedgerField.TRACE_ID, trace.traceId());
        put(fields, LedgerField.SPAN_ID, trace.spanId());
        put(fields, LedgerField.PARENT_SPAN_ID, trace.parentSpanId());
        put(fields, LedgerField.TRACE_SAMPLED, trace.sampled() ? YES : NO);
        put(fields, LedgerField.TRACE_STATE, trace.state());
    }

    /**
     * @param fields may hold others too
     * @throws IllegalArgumentException if they are not those of an admitted call
     */
    public static AdmittedCall read(Ticket ticket, Map<String, String> fields) {
        try {
            return new AdmittedCall(ticket, new CallId(required(fields, LedgerField.CALL_ID)),
                    new Caller(find(fields, LedgerField.CONSUMER), find(fields, LedgerField.CONSUMER_GROUP),
                            find(fields, LedgerField.ROUTE)),
                    Endpoint.valueOf(upperCase(fields, LedgerField.ENDPOINT)),
                    required(fields, LedgerField.STREAM).equals(YES),
                    find(fields, LedgerField.MODEL_ASKED).map(OriginalModel::new),
                    new CatalogueModel(required(fields, LedgerField.MODEL)), target(fields),
                    find(fields, LedgerField.PROVIDER_KEY), price(fields),
                    find(fields, LedgerField.PRICED_BY_DEFAULT).isPresent() ? Priced.BY_DEFAULT : Priced.LISTED,
                    UsageText.read(find(fields, LedgerField.WORST_CASE).orElse("")),
                    new Money(Long.parseLong(required(fields, LedgerField.RESERVED))), find(fields, LedgerField.USER),
                    find(fields, LedgerField.TAGS).map(TagsText::read).orElse(List.of()),
                    Way.valueOf(upperCase(fields, LedgerField.WAY)),
                    Instant.parse(required(fields, LedgerField.ADMITTED_AT)),
                    find(fields, LedgerField.SERVER).map(ServerAddress::parse), trace(fields));
        }
        catch (DateTimeException | ArithmeticException ex) {
            throw new IllegalArgumentException("not the entry of an admitted call", ex);
        }
    }

    private static Optional<CallTrace> trace(Map<String, String> fields) {
        return find(fields, LedgerField.TRACE_ID).map((traceId) -> new CallTrace(traceId,
                required(fields, LedgerField.SPAN_ID), find(fields, LedgerField.PARENT_SPAN_ID),
                required(fields, LedgerField.TRACE_SAMPLED).equals(YES), find(fields, LedgerField.TRACE_STATE)));
    }

    private static Target target(Map<String, String> fields) {
        return new Target(required(fields, LedgerField.PROVIDER),
                Dialect.valueOf(upperCase(fields, LedgerField.PROVIDER_DIALECT)),
                new RequestModel(required(fields, LedgerField.MODEL_SENT)));
    }

    private static Price price(Map<String, String> fields) {
        return PriceText.read(required(fields, LedgerField.PRICE));
    }

    private static void put(Map<String, String> fields, LedgerField field, String value) {
        fields.put(field.wireName(), value);
    }

    private static void put(Map<String, String> fields, LedgerField field, Optional<String> value) {
        value.ifPresent((present) -> put(fields, field, present));
    }

    private static Optional<String> find(Map<String, String> fields, LedgerField field) {
        return Optional.ofNullable(fields.get(field.wireName()));
    }

    private static String required(Map<String, String> fields, LedgerField field) {
        return find(fields, field).orElseThrow(
                () -> new IllegalArgumentException("the entry of an admitted call names its " + field.wireName()));
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String upperCase(Map<String, String> fields, LedgerField field) {
        return required(fields, field).toUpperCase(Locale.ROOT);
    }

}
