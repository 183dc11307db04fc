package llmgateway.relay.signing;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.upstream.CloudCredentials;
import llmgateway.core.upstream.UpstreamRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests as AWS wants them, by AWS' own library (AWS General Reference,
 * "Signature Version 4"). The body is signed too. Thread-safe.
 */
final class AwsSigV4Signer {

    /** Those that the HTTP client writes, or that proxies on the way may change. */
    private static final Set<String> UNSIGNED = Set.of("host", "connection", "accept-encoding", "user-agent",
            "content-length", "transfer-encoding", "authorization");

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    private final Clock clock;

    AwsSigV4Signer(Clock clock) {
        this.clock = clock;
    }

    /** The signature, and the headers that it needs beside it. */
    Headers proof(AwsCredentialsIdentity identity, CloudCredentials.Aws scope, UpstreamRequest request) {
        SignedRequest signed = this.signer.sign((asked) -> asked.identity(identity)
            .request(toSign(request))
            .payload(() -> new ByteArrayInputStream(request.body()))
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, scope.service())
            .putProperty(AwsV4HttpSigner.REGION_NAME, scope.region())
            .putProperty(HttpSigner.SIGNING_CLOCK, this.clock));
        List<Header> proof = new ArrayList<>(4);
        for (Map.Entry<String, List<String>> header : signed.request().headers().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.equals("authorization") || name.startsWith("x-amz-")) {
                proof.add(new Header(header.getKey(), header.getValue().getFirst()));
            }
        }
        return new Headers(proof);
    }

    private static SdkHttpRequest toSign(UpstreamRequest request) {
        SdkHttpRequest.Builder toSign = SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .uri(request.uri());
        for (Header line : request.headers().lines()) {
            if (!UNSIGNED.contains(line.name().toLowerCase(Locale.ROOT))) {
                toSign.appendHeader(line.name(), line.value());
            }
        }
        return toSign.build();
    }

}
