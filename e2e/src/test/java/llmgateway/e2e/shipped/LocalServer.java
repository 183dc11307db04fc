package llmgateway.e2e.shipped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.e2e.gateway.ClientRequest;

/** An HTTP server that remembers what it got. Thread-safe. */
final class LocalServer implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final List<ClientRequest> received = new CopyOnWriteArrayList<>();

    private final Function<ClientRequest, Reply> replies;

    private final HttpServer server;

    LocalServer(Function<ClientRequest, Reply> replies) {
        this.replies = replies;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.server.setExecutor(this.threads);
        this.server.createContext("/", this::handle);
        this.server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
    }

    List<ClientRequest> received() {
        return List.copyOf(this.received);
    }

    @Override
    public void close() {
        this.server.stop(0);
        this.threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        List<Header> lines = new ArrayList<>();
        exchange.getRequestHeaders()
            .forEach((name, values) -> values.forEach((value) -> lines.add(new Header(name, value))));
        ClientRequest request = new ClientRequest(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                new Headers(lines), exchange.getRequestBody().readAllBytes());
        this.received.add(request);
        Reply reply = this.replies.apply(request);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    record Reply(int status, String contentType, String body) {
    }

}
