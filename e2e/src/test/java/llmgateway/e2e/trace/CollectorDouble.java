package llmgateway.e2e.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.ResourceSpans;

import static org.awaitility.Awaitility.await;

/**
 * A collector that takes OTLP over HTTP in protobuf, decoded with OpenTelemetry's own
 * classes.
 */
final class CollectorDouble implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpServer server;

    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();

    private final List<Metric> metrics = new CopyOnWriteArrayList<>();

    private final List<Headers> headers = new CopyOnWriteArrayList<>();

    private final List<String> texts = new CopyOnWriteArrayList<>();

    CollectorDouble() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.server.createContext("/v1/traces", this::traces);
        this.server.createContext("/v1/metrics", this::metrics);
        this.server.start();
    }

    URI uri(String signal) {
        return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1/" + signal);
    }

    private void traces(HttpExchange exchange) throws IOException {
        ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body(exchange));
        this.texts.add(request.toString());
        for (ResourceSpans resource : request.getResourceSpansList()) {
            resource.getScopeSpansList()
                .forEach((scope) -> scope.getSpansList()
                    .forEach((span) -> this.spans.add(new ReceivedSpan(resource.getResource(), span))));
        }
        answer(exchange);
    }

    private void metrics(HttpExchange exchange) throws IOException {
        ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(body(exchange));
        this.texts.add(request.toString());
        request.getResourceMetricsList()
            .forEach((resource) -> resource.getScopeMetricsList()
                .forEach((scope) -> this.metrics.addAll(scope.getMetricsList())));
        answer(exchange);
    }

    private byte[] body(HttpExchange exchange) {
        this.headers.add(exchange.getRequestHeaders());
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            return body.readAllBytes();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** Waits for the one span that fits. */
    ReceivedSpan span(Predicate<ReceivedSpan> fits) {
        return await().atMost(PATIENCE)
            .until(() -> this.spans.stream().filter(fits).toList(), (found) -> !found.isEmpty())
            .getFirst();
    }

    /** What has come so far. */
    List<ReceivedSpan> spans() {
        return List.copyOf(this.spans);
    }

    Metric metric(String name) {
        return await().atMost(PATIENCE)
            .until(() -> this.metrics.stream().filter((metric) -> metric.getName().equals(name)).toList(),
                    (found) -> !found.isEmpty())
            .getLast();
    }

    List<Headers> headers() {
        return List.copyOf(this.headers);
    }

    /** All that was received, in a text form. */
    String everything() {
        return String.join("\n", this.texts);
    }

    @Override
    public void close() {
        this.server.stop(0);
    }

}
