package llmgateway.relay.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.google.auth.RequestMetadataCallback;
import com.google.auth.oauth2.GoogleCredentials;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.secret.Secret;
import llmgateway.core.upstream.CloudCredentials;
import llmgateway.relay.provider.UpstreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who the gateway is to Google. Google's library keeps each access token, and gets
 * another from 3 minutes and 45 seconds before it expires on; meanwhile calls go on with
 * the one there is. Thread-safe.
 */
final class GoogleTokens implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GoogleTokens.class);

    /** What Vertex AI asks for (Vertex AI REST reference, "Authorization scopes"). */
    private static final List<String> SCOPES = List.of("https://www.googleapis.com/auth/cloud-platform");

    private final Duration longestWait;

    private final ExecutorService threads = Executors
        .newThreadPerTaskExecutor(Thread.ofVirtual().name("google-tokens-", 0).factory());

    private final Map<CloudCredentials.Google, CompletableFuture<GoogleCredentials>> identities = new ConcurrentHashMap<>();

    /**
     * @param longestWait for a token
     */
    GoogleTokens(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /**
     * The headers with a token, and with the project that pays where the credentials name
     * one.
     * @param provider the name in what is told of a failure
     * @throws UpstreamException if there is none, or not in time
     */
    Headers proof(CloudCredentials.Google credentials, String provider) throws UpstreamException {
        try {
            return headers(identity(credentials).thenCompose(this::metadata)
                .get(this.longestWait.toNanos(), TimeUnit.NANOSECONDS));
        }
        catch (ExecutionException ex) {
            throw none(provider, CredentialFailures.told(ex));
        }
        catch (TimeoutException ex) {
            throw none(provider, "not within " + this.longestWait.toMillis() + " ms");
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw none(provider, "interrupted");
        }
    }

    private static UpstreamException none(String provider, String why) {
        LOG.error("no Google credentials for the provider '{}': {}", provider, why);
        return new UpstreamException(Rejects.noCloudCredentials(provider));
    }

    /** Looked for again by the next call where there are none. */
    private CompletableFuture<GoogleCredentials> identity(CloudCredentials.Google credentials) {
        CompletableFuture<GoogleCredentials> identity = this.identities.computeIfAbsent(credentials,
                (wanted) -> CompletableFuture.supplyAsync(() -> load(wanted.json()), this.threads));
        if (identity.isCompletedExceptionally()) {
            this.identities.remove(credentials, identity);
        }
        return identity;
    }

    private static GoogleCredentials load(Optional<Secret> json) {
        try {
            GoogleCredentials credentials = json.isPresent() ? read(json.get())
                    : GoogleCredentials.getApplicationDefault();
            return credentials.createScoped(SCOPES);
        }
        catch (IOException ex) {
            throw new CompletionException(ex);
        }
    }

    private static GoogleCredentials read(Secret json) throws IOException {
        try {
            return GoogleCredentials
                .fromStream(new ByteArrayInputStream(json.value().getBytes(StandardCharsets.UTF_8)));
        }
        catch (IOException | RuntimeException ex) {
            // Without its words, which may quote the secret.
            throw new IOException("those that are set are none that Google's library can read");
        }
    }

    private CompletableFuture<Map<String, List<String>>> metadata(GoogleCredentials credentials) {
        CompletableFuture<Map<String, List<String>>> metadata = new CompletableFuture<>();
        credentials.getRequestMetadata(URI.create(SCOPES.getFirst()), this.threads, new RequestMetadataCallback() {

            @Override
            public void onSuccess(Map<String, List<String>> headers) {
                metadata.complete(headers);
            }

            @Override
            public void onFailure(Throwable failure) {
                metadata.completeExceptionally(failure);
            }

        });
        return metadata;
    }

    private static Headers headers(Map<String, List<String>> metadata) {
        List<Header> headers = new ArrayList<>(2);
        metadata.forEach((name, values) -> headers.add(new Header(name, values.getFirst())));
        return new Headers(headers);
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        this.threads.shutdownNow();
    }

}
