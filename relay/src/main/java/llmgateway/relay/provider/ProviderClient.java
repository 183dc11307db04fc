package llmgateway.relay.provider;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.relay.settings.RelaySettings;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * An HTTP client that does nothing unasked: no redirect, retry, cookie, decompression or
 * proxy of the system. HTTP/1.1; certificates are verified against the JVM's trust store.
 * Thread-safe.
 */
public final class ProviderClient implements AutoCloseable {

    /** Written by the HTTP client itself. */
    private static final Set<String> FRAMING = Set.of("host", "content-length", "transfer-encoding", "connection");

    /**
     * Of each direction of a connection, in bytes: an open stream has few at a time, and
     * the library's own choice is four times that.
     */
    private static final int BUFFER = 8 * 1024;

    private static final Duration TRUSTED_WHEN_IDLE = Duration.ofMillis(100);

    private final CloseableHttpClient http;

    public ProviderClient(RelaySettings settings) {
        this.http = HttpClientBuilder.create()
            .setConnectionManager(connections(settings))
            .setRoutePlanner(routes(settings))
            .setDefaultRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(timeout(settings.connectionWait()))
                .setConnectionKeepAlive(TimeValue.of(settings.keepAlive()))
                .setProtocolUpgradeEnabled(false)
                .setExpectContinueEnabled(false)
                .setAuthenticationEnabled(false)
                .build())
            .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "sending", ProviderClient::send)
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableConnectionState()
            .disableContentCompression()
            .disableDefaultUserAgent()
            .evictExpiredConnections()
            .evictIdleConnections(TimeValue.of(settings.keepAlive()))
            .build();
    }

    private static HttpClientConnectionManager connections(RelaySettings settings) {
        return PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                .http1Config(Http1Config.custom().setBufferSize(BUFFER).build())
                .build())
            .setDefaultConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(timeout(settings.connectTimeout()))
                .setSocketTimeout(Timeout.INFINITE)
                .setValidateAfterInactivity(TimeValue.of(TRUSTED_WHEN_IDLE))
                .build())
            .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(timeout(settings.tlsTimeout())).build())
            .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).setSoKeepAlive(true).build())
            .setMaxConnPerRoute(settings.connectionsPerProvider())
            .setMaxConnTotal(settings.connections())
            .build();
    }

    private static HttpRoutePlanner routes(RelaySettings settings) {
        Optional<HttpRoutePlanner> throughProxy = settings.proxy()
            .map((proxy) -> new DefaultProxyRoutePlanner(HttpHost.create(proxy)));
        return throughProxy.orElseGet(() -> new DefaultRoutePlanner(null));
    }

    /** Called when the connection stands, TLS and a proxy's tunnel included. */
    private static ClassicHttpResponse send(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (scope.originalRequest instanceof ProviderRequest sent) {
            sent.beginSending();
        }
        return chain.proceed(request, scope);
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration);
    }

    /** The request, not sent yet; it can be cancelled from any thread. */
    public ProviderRequest prepare(UpstreamRequest request) {
        ProviderRequest prepared = new ProviderRequest(request.method(), request.uri());
        for (Header line : request.headers().lines()) {
            if (FRAMING.stream().noneMatch(line.name()::equalsIgnoreCase)) {
                prepared.addHeader(line.name(), line.value());
            }
        }
        // Events and usage must be readable on their way.
        prepared.setHeader("Accept-Encoding", "identity");
        if (request.body().length > 0 || request.method().equals("POST")) {
            prepared.setEntity(new ByteArrayEntity(request.body(), null));
        }
        return prepared;
    }

    /** Further headers, each in place of any of its name. */
    public void add(Headers further, ProviderRequest request) {
        for (Header line : further.lines()) {
            request.setHeader(line.name(), line.value());
        }
    }

    /**
     * Sends the request and waits for the head of the answer.
     * @return to be closed, after a cancel if its body was not read to the end: closing
     * alone would read on
     */
    public ClassicHttpResponse open(ProviderRequest request) throws IOException {
        try {
            return this.http.executeOpen(null, request, null);
        }
        catch (IllegalStateException ex) {
            // So it tells that the request was cancelled before, or the client closed.
            throw new IOException(ex);
        }
    }

    @Override
    public void close() throws IOException {
        this.http.close();
    }

}
