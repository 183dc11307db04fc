package llmgateway.e2e.budget;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Stands between a client and a gateway, and counts what the client sends. */
final class CountingProxy implements AutoCloseable {

    private static final Set<String> OWN = Set.of("host", "content-length", "transfer-encoding", "connection",
            "upgrade", "http2-settings");

    private final URI gateway;

    private final HttpServer server;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final HttpClient http = HttpClient.newHttpClient();

    private final AtomicInteger requests = new AtomicInteger();

    private CountingProxy(URI gateway, HttpServer server) {
        this.gateway = gateway;
        this.server = server;
        server.setExecutor(this.threads);
        server.createContext("/", this::pass);
        server.start();
    }

    static CountingProxy before(URI gateway) {
        try {
            return new CountingProxy(gateway,
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Without a slash at the end. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
    }

    int requests() {
        return this.requests.get();
    }

    @Override
    public void close() {
        this.server.stop(0);
        this.threads.close();
        this.http.close();
    }

    private void pass(HttpExchange exchange) throws IOException {
        this.requests.incrementAndGet();
        HttpRequest.Builder request = HttpRequest.newBuilder(this.gateway.resolve(exchange.getRequestURI()))
            .POST(BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach((value) -> request.header(name, value));
            }
        });
        try (exchange) {
            HttpResponse<byte[]> answer = this.http.send(request.build(), BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!OWN.contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
        catch (InterruptedException ex) {
            throw new IOException(ex);
        }
    }

}
