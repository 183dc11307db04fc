package llmgateway.e2e.gateway;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** {@code proxy_pass} to one node, answers streamed, nothing retried or interpreted. */
final class UpstreamProxy implements Closeable {

    /** Set by nginx itself, whatever the request holds. */
    private static final Set<String> OWN = Set.of("host", "content-length", "transfer-encoding", "connection");

    private static final Set<String> HOP_BY_HOP = Set.of("connection", "keep-alive", "transfer-encoding");

    private final CloseableHttpClient client = HttpClients.custom()
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableDefaultUserAgent()
        .build();

    /**
     * @throws IOException if the node cannot be reached or does not answer
     */
    ClientAnswer forward(URI node, ProxiedRequest request) throws IOException {
        BasicClassicHttpRequest outgoing = new BasicClassicHttpRequest(request.method(), request.target());
        for (Header line : request.headers().lines()) {
            if (!OWN.contains(line.name().toLowerCase(Locale.ROOT))) {
                outgoing.addHeader(line.name(), line.value());
            }
        }
        outgoing.setHeader("Host", request.host());
        if (request.body().length > 0) {
            outgoing.setEntity(new ByteArrayEntity(request.body(), null));
        }
        ClassicHttpResponse response = this.client.executeOpen(HttpHost.create(node), outgoing, null);
        List<Header> lines = new ArrayList<>(request.responseHeaders());
        Arrays.stream(response.getHeaders())
            .filter((header) -> !HOP_BY_HOP.contains(header.getName().toLowerCase(Locale.ROOT)))
            .forEach((header) -> lines.add(new Header(header.getName(), header.getValue())));
        InputStream body = (response.getEntity() == null) ? InputStream.nullInputStream()
                : response.getEntity().getContent();
        return new ClientAnswer(ClientAnswer.By.UPSTREAM, response.getCode(), new Headers(lines),
                closingBoth(body, response));
    }

    @Override
    public void close() {
        try {
            this.client.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Hangs up instead of draining what was not read. */
    private static InputStream closingBoth(InputStream body, ClassicHttpResponse response) {
        return new FilterInputStream(body) {

            @Override
            public void close() throws IOException {
                response.close();
            }

        };
    }

}
