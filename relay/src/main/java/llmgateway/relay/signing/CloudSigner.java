package llmgateway.relay.signing;

import java.time.Clock;
import java.time.Duration;

import llmgateway.core.http.Headers;
import llmgateway.core.upstream.CloudCredentials;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.relay.provider.UpstreamException;

/** Proves who sends a request in the way of the provider's cloud. Thread-safe. */
public final class CloudSigner implements RequestSigner, AutoCloseable {

    private final AwsIdentities awsIdentities;

    private final AwsSigV4Signer awsSigner;

    private final GoogleTokens googleTokens;

    /**
     * @param credentialWait the longest that a request waits for credentials
     * @param clock AWS refuses what is off by more than five minutes
     */
    public CloudSigner(Duration credentialWait, Clock clock) {
        this(AwsIdentities.ofThisMachine(credentialWait), new GoogleTokens(credentialWait), clock);
    }

    CloudSigner(AwsIdentities awsIdentities, GoogleTokens googleTokens, Clock clock) {
        this.awsIdentities = awsIdentities;
        this.awsSigner = new AwsSigV4Signer(clock);
        this.googleTokens = googleTokens;
    }

    @Override
    public Headers proof(UpstreamRequest request) throws UpstreamException {
        if (request.credentials().isEmpty()) {
            return Headers.NONE;
        }
        return switch (request.credentials().get()) {
            case CloudCredentials.Aws aws ->
                this.awsSigner.proof(this.awsIdentities.of(aws, request.target().provider()), aws, request);
            case CloudCredentials.Google google -> this.googleTokens.proof(google, request.target().provider());
        };
    }

    @Override
    public void close() {
        this.awsIdentities.close();
        this.googleTokens.close();
    }

}
