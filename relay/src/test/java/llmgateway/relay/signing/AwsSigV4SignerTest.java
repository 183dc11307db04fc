package llmgateway.relay.signing;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.CloudCredentials;
import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.UpstreamRequest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import static org.assertj.core.api.Assertions.assertThat;

class AwsSigV4SignerTest {

    /** The key of AWS' documented examples. */
    private static final AwsCredentialsIdentity DOCUMENTED = AwsCredentialsIdentity.create("AKIAIOSFODNN7EXAMPLE",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC);

    private static final URI CONVERSE = URI.create(
            "https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse");

    private final AwsSigV4Signer signer = new AwsSigV4Signer(CLOCK);

    /** Amazon S3 API reference, "Authenticating requests", example "GET Object". */
    @Test
    void theDocumentedExampleIsSignedAsDocumented() {
        Headers proof = this.signer.proof(DOCUMENTED, scope("s3"),
                request("GET", URI.create("https://examplebucket.s3.amazonaws.com/test.txt"),
                        Headers.of(new Header("Range", "bytes=0-9")), ""));

        assertThat(authorization(proof)).contains("Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request")
            .contains("SignedHeaders=host;range;x-amz-content-sha256;x-amz-date")
            .endsWith("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
        assertThat(proof.first("X-Amz-Date")).contains("20130524T000000Z");
    }

    @Test
    void bodyPathAndSessionTokenAreSigned() {
        AwsCredentialsIdentity temporary = AwsSessionCredentialsIdentity.create(DOCUMENTED.accessKeyId(),
                DOCUMENTED.secretAccessKey(), "token");

        Headers proof = this.signer.proof(temporary, scope("bedrock"), converse(CONVERSE, "{}"));

        assertThat(proof.first("X-Amz-Security-Token")).contains("token");
        assertThat(authorization(proof)).contains("/us-east-1/bedrock/aws4_request")
            .contains("SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token,")
            .isNotEqualTo(authorization(this.signer.proof(temporary, scope("bedrock"), converse(CONVERSE, "{ }"))))
            .isNotEqualTo(authorization(
                    this.signer.proof(temporary, scope("bedrock"), converse(URI.create(CONVERSE + "-stream"), "{}"))));
    }

    @Test
    void anotherAuthorizationIsReplaced() {
        UpstreamRequest request = request("POST", CONVERSE, Headers.of(new Header("authorization", "Bearer sk-canary")),
                "");

        Headers sent = request.with(this.signer.proof(DOCUMENTED, scope("bedrock"), request)).headers();

        assertThat(sent.all("Authorization")).singleElement().asString().startsWith("AWS4-HMAC-SHA256");
    }

    private static CloudCredentials.Aws scope(String service) {
        return new CloudCredentials.Aws("us-east-1", service, Optional.empty());
    }

    private static UpstreamRequest converse(URI uri, String body) {
        return request("POST", uri,
                Headers.of(new Header("Content-Type", "application/json"), new Header("User-Agent", "x")), body);
    }

    private static UpstreamRequest request(String method, URI uri, Headers headers, String body) {
        return new UpstreamRequest(new Target("aws", Dialect.BEDROCK, new RequestModel("m")), Endpoint.CONVERSE,
                Optional.empty(), method, uri, headers, body.getBytes(StandardCharsets.UTF_8),
                UpstreamRequest.UsageChunk.PASSED_ON, List.of());
    }

    private static String authorization(Headers headers) {
        return headers.first("Authorization").orElse("");
    }

}
