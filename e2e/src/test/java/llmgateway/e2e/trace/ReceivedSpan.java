package llmgateway.e2e.trace;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;

/** A span that a collector got. */
record ReceivedSpan(Resource resource, Span span) {

    boolean isCall() {
        return this.span.getKind() == Span.SpanKind.SPAN_KIND_SERVER;
    }

    String name() {
        return this.span.getName();
    }

    String traceId() {
        return hex(this.span.getTraceId());
    }

    String spanId() {
        return hex(this.span.getSpanId());
    }

    /** Empty for none. */
    String parentSpanId() {
        return hex(this.span.getParentSpanId());
    }

    long nanos() {
        return this.span.getEndTimeUnixNano() - this.span.getStartTimeUnixNano();
    }

    Map<String, AnyValue> attributes() {
        return this.span.getAttributesList().stream().collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    }

    Optional<AnyValue> attribute(String name) {
        return Optional.ofNullable(attributes().get(name));
    }

    String text(String name) {
        return attribute(name).map(AnyValue::getStringValue).orElse("");
    }

    long number(String name) {
        return attribute(name).map(AnyValue::getIntValue).orElse(-1L);
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

}
