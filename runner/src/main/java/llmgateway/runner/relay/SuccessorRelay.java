package llmgateway.runner.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.runner.http.HttpResponse;
import org.eclipse.jetty.server.Request;

/**
 * The relay of the runner that has taken over, which listens where this one did. It needs
 * a call's ticket only: the plan has the rest.
 */
final class SuccessorRelay implements AutoCloseable {

    private static final int CHUNK = 8 * 1024;

    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "keep-alive", "transfer-encoding");

    private final HttpClient client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .proxy(HttpClient.Builder.NO_PROXY)
        .build();

    private final InetSocketAddress address;

    SuccessorRelay(InetSocketAddress address) {
        this.address = address;
    }

    /** Answers with what the successor answers, as it comes. */
    void answer(Request request, HttpResponse response) throws IOException {
        CompletableFuture<java.net.http.HttpResponse<InputStream>> asked = this.client.sendAsync(request(request),
                BodyHandlers.ofInputStream());
        response.onHangUp(() -> asked.cancel(true));
        try {
            pass(asked.join(), response);
        }
        catch (CompletionException | CancellationException ex) {
            throw new IOException("the successor's relay cannot be asked", ex);
        }
    }

    private static void pass(java.net.http.HttpResponse<InputStream> answer, HttpResponse response) throws IOException {
        try (InputStream body = answer.body()) {
            OutputStream client = response.begin(answer.statusCode(), headers(answer.headers()));
            byte[] chunk = new byte[CHUNK];
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                client.write(chunk, 0, read);
                client.flush();
            }
            client.close();
        }
    }

    @Override
    public void close() {
        this.client.shutdownNow();
    }

    private HttpRequest request(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://" + authority() + "/"))
            .method(request.getMethod(), HttpRequest.BodyPublishers.noBody());
        request.getHeaders()
            .getValuesList(OwnedHeaders.TICKET)
            .forEach((ticket) -> builder.header(OwnedHeaders.TICKET, ticket));
        return builder.build();
    }

    private String authority() {
        String host = this.address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + this.address.getPort();
    }

    private static Headers headers(HttpHeaders answer) {
        List<Header> lines = new ArrayList<>();
        answer.map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach((value) -> lines.add(new Header(name, value)));
            }
        });
        return new Headers(lines);
    }

}
