package llmgateway.bench.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;

/**
 * Asks for streams on connections that are kept, and times their tokens as they can be
 * read. Thread-safe.
 */
final class StreamClient implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 2_000;

    private final CloseableHttpClient http = HttpClients.custom()
        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setMaxConnTotal(MOST_CONNECTIONS)
            .build())
        .disableAutomaticRetries()
        .disableContentCompression()
        .build();

    /**
     * Blocks until the stream has ended.
     * @throws UncheckedIOException if it does not come or breaks off
     */
    void read(Way way, TokenListener listener) {
        HttpPost request = new HttpPost(way.base() + way.api().path());
        way.api().headers(way.key()).forEach(request::setHeader);
        request.setEntity(new StringEntity(way.body(), ContentType.APPLICATION_JSON));
        try {
            this.http.execute(request, (response) -> {
                read(way, response, listener);
                return way;
            });
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void read(Way way, ClassicHttpResponse response, TokenListener listener) throws IOException {
        if (response.getCode() != 200) {
            throw new IOException(String.format(Locale.ROOT, "%s: status %d: %s", way.name(), response.getCode(),
                    new String(response.getEntity().getContent().readAllBytes(), StandardCharsets.UTF_8)));
        }
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(response.getEntity().getContent(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (way.api().isToken(line)) {
                    listener.token(System.nanoTime());
                }
            }
        }
    }

    /** Ends open streams. */
    @Override
    public void close() {
        this.http.close(CloseMode.IMMEDIATE);
    }

    /** Told of each token of a stream. */
    @FunctionalInterface
    interface TokenListener {

        /**
         * @param at by {@link System#nanoTime}
         */
        void token(long at);

    }

}
