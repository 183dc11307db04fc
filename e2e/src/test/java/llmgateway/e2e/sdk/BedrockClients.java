package llmgateway.e2e.sdk;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import software.amazon.awssdk.auth.token.credentials.SdkToken;
import software.amazon.awssdk.auth.token.credentials.StaticTokenProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/** AWS' SDK for Java, with the gateway's key as its Bedrock API key. */
public final class BedrockClients {

    private BedrockClients() {
    }

    /** One that tries once. */
    public static BedrockRuntimeAsyncClient of(URI gateway, String key) {
        return BedrockRuntimeAsyncClient.builder()
            .endpointOverride(gateway)
            .region(Region.EU_CENTRAL_1)
            .tokenProvider(StaticTokenProvider.create(new Key(key)))
            .authSchemeProvider(
                    (parameters) -> List.of(AuthSchemeOption.builder().schemeId("smithy.api#httpBearerAuth").build()))
            // It would speak HTTP/2 unasked, which takes TLS here.
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
            .overrideConfiguration((settings) -> settings.retryStrategy((retries) -> retries.maxAttempts(1)))
            .build();
    }

    /** Never renewed. */
    private record Key(String token) implements SdkToken {

        @Override
        public Optional<Instant> expirationTime() {
            return Optional.of(Instant.now().plus(Duration.ofHours(1)));
        }

    }

}
