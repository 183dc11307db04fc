package llmgateway.relay.signing;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs requests as AWS wants them, by AWS' own library (AWS General Reference,
 * "Signature Version 4"). The body is signed too. Thread-safe.
 */
public final class AwsSigV4Signer implements RequestSigner {

    /** Headers that proxies on the way may change are not signed. */
    private static final Set<String> UNSIGNED = Set.of("connection", "accept-encoding", "user-agent", "content-length",
            "transfer-encoding");

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    private final AwsCredentialsIdentity identity;

    private final String region;

    private final String service;

    private final Clock clock;

    /**
     * @param region such as {@code us-east-1}
     * @param service its signing name, such as {@code bedrock}
     * @param clock AWS refuses what is off by more than five minutes
     */
    public AwsSigV4Signer(AwsCredentials credentials, String region, String service, Clock clock) {
        this.identity = credentials.sessionToken()
            .<AwsCredentialsIdentity>map((token) -> AwsSessionCredentialsIdentity.create(credentials.accessKeyId(),
                    credentials.secretAccessKey(), token))
            .orElseGet(() -> AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey()));
        this.region = region;
        this.service = service;
        this.clock = clock;
    }

    @Override
    public Headers sign(String method, URI uri, Headers headers, byte[] body) {
        SignedRequest signed = this.signer.sign((asked) -> asked.identity(this.identity)
            .request(toSign(method, uri, headers))
            .payload(() -> new ByteArrayInputStream(body))
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, this.service)
            .putProperty(AwsV4HttpSigner.REGION_NAME, this.region)
            .putProperty(HttpSigner.SIGNING_CLOCK, this.clock));
        Headers proven = headers;
        for (Map.Entry<String, List<String>> header : signed.request().headers().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.equals("authorization") || name.startsWith("x-amz-")) {
                proven = proven.with(header.getKey(), header.getValue().getFirst());
            }
        }
        return proven;
    }

    private static SdkHttpRequest toSign(String method, URI uri, Headers headers) {
        SdkHttpRequest.Builder toSign = SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
        for (Header line : headers.lines()) {
            String name = line.name().toLowerCase(Locale.ROOT);
            if (!UNSIGNED.contains(name) && !name.equals("authorization") && !name.equals("host")) {
                toSign.appendHeader(line.name(), line.value());
            }
        }
        return toSign.build();
    }

}
