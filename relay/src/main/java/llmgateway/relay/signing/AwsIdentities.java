package llmgateway.relay.signing;

import java.time.Duration;

import llmgateway.core.error.Rejects;
import llmgateway.core.secret.Secret;
import llmgateway.core.upstream.CloudCredentials;
import llmgateway.relay.provider.UpstreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Who the gateway is to AWS. What AWS' own library finds is kept by that library until
 * shortly before it expires. Thread-safe.
 */
final class AwsIdentities implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AwsIdentities.class);

    private final AwsCredentialsProvider found;

    private final SharedFetch<AwsCredentialsIdentity> fetch;

    private final Duration longestWait;

    /**
     * @param found asked where no access key is set; closed with this
     * @param longestWait for it
     */
    AwsIdentities(AwsCredentialsProvider found, Duration longestWait) {
        this.found = found;
        this.fetch = new SharedFetch<>(found::resolveCredentials);
        this.longestWait = longestWait;
    }

    /**
     * Those of the environment, the profile, the web identity, the container's or the
     * machine's role.
     */
    static AwsIdentities ofThisMachine(Duration longestWait) {
        return new AwsIdentities(DefaultCredentialsProvider.builder().asyncCredentialUpdateEnabled(true).build(),
                longestWait);
    }

    /**
     * @param provider the name in what is told of a failure
     * @throws UpstreamException if there are none, or not in time
     */
    AwsCredentialsIdentity of(CloudCredentials.Aws credentials, String provider) throws UpstreamException {
        if (credentials.accessKey().isPresent()) {
            return identity(credentials.accessKey().get());
        }
        try {
            return this.fetch.get(this.longestWait);
        }
        catch (SharedFetch.FailedException ex) {
            LOG.error("no AWS credentials for the provider '{}': {}", provider, ex.getMessage());
            throw new UpstreamException(Rejects.noCloudCredentials(provider));
        }
    }

    private static AwsCredentialsIdentity identity(CloudCredentials.AwsAccessKey key) {
        String id = key.id().value();
        String secret = key.secret().value();
        return key.sessionToken()
            .map(Secret::value)
            .<AwsCredentialsIdentity>map((token) -> AwsSessionCredentialsIdentity.create(id, secret, token))
            .orElseGet(() -> AwsCredentialsIdentity.create(id, secret));
    }

    @Override
    public void close() {
        this.fetch.close();
        if (this.found instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

}
