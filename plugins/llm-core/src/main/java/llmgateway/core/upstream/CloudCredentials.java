package llmgateway.core.upstream;

import java.util.Optional;

import llmgateway.core.secret.Secret;

/** How a provider in a cloud knows who sends a request, where no key in a header does. */
public sealed interface CloudCredentials {

    /**
     * Signature Version 4 of AWS.
     *
     * @param region such as {@code us-east-1}
     * @param service its signing name, such as {@code bedrock}
     * @param accessKey empty to take what AWS' own library finds: environment, profile,
     * web identity, the role of the container or the machine
     */
    record Aws(String region, String service, Optional<AwsAccessKey> accessKey) implements CloudCredentials {
    }

    /**
     * Access tokens of Google's OAuth 2.0.
     *
     * @param json a key of a service account, a configuration of workload identity
     * federation or another that Google's library reads; empty to take what that library
     * finds: the application default credentials
     */
    record Google(Optional<Secret> json) implements CloudCredentials {
    }

    /**
     * @param sessionToken beside temporary keys
     */
    record AwsAccessKey(Secret id, Secret secret, Optional<Secret> sessionToken) {
    }

}
