package llmgateway.relay.signing;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AwsSigV4SignerTest {

    /** The key of AWS' documented examples. */
    private static final AwsCredentials DOCUMENTED = new AwsCredentials("AKIAIOSFODNN7EXAMPLE",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Optional.empty());

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC);

    private static final URI CONVERSE = URI.create(
            "https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse");

    /** Amazon S3 API reference, "Authenticating requests", example "GET Object". */
    @Test
    void theDocumentedExampleIsSignedAsDocumented() {
        Headers signed = new AwsSigV4Signer(DOCUMENTED, "us-east-1", "s3", CLOCK).sign("GET",
                URI.create("https://examplebucket.s3.amazonaws.com/test.txt"),
                Headers.of(new Header("Range", "bytes=0-9")), new byte[0]);

        assertThat(authorization(signed)).contains("Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request")
            .contains("SignedHeaders=host;range;x-amz-content-sha256;x-amz-date")
            .endsWith("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
        assertThat(signed.first("X-Amz-Date")).contains("20130524T000000Z");
        assertThat(signed.first("Range")).contains("bytes=0-9");
    }

    @Test
    void bodyPathAndSessionTokenAreSigned() {
        AwsSigV4Signer signer = new AwsSigV4Signer(
                new AwsCredentials(DOCUMENTED.accessKeyId(), DOCUMENTED.secretAccessKey(), Optional.of("token")),
                "us-east-1", "bedrock", CLOCK);

        Headers signed = sign(signer, CONVERSE, "{}");

        assertThat(signed.first("X-Amz-Security-Token")).contains("token");
        assertThat(authorization(signed)).contains("/us-east-1/bedrock/aws4_request")
            .contains("SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token,")
            .isNotEqualTo(authorization(sign(signer, CONVERSE, "{ }")))
            .isNotEqualTo(authorization(sign(signer, URI.create(CONVERSE + "-stream"), "{}")));
    }

    @Test
    void anotherAuthorizationIsReplaced() {
        Headers signed = new AwsSigV4Signer(DOCUMENTED, "us-east-1", "bedrock", CLOCK).sign("POST", CONVERSE,
                Headers.of(new Header("authorization", "Bearer sk-canary")), new byte[0]);

        assertThat(signed.all("Authorization")).singleElement().asString().startsWith("AWS4-HMAC-SHA256");
    }

    @Test
    void S1_credentialsTellNoSecret() {
        assertThat(DOCUMENTED.toString()).doesNotContain(DOCUMENTED.secretAccessKey());
    }

    private static Headers sign(AwsSigV4Signer signer, URI uri, String body) {
        return signer.sign("POST", uri,
                Headers.of(new Header("Content-Type", "application/json"), new Header("User-Agent", "x")),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String authorization(Headers headers) {
        return headers.first("Authorization").orElse("");
    }

}
