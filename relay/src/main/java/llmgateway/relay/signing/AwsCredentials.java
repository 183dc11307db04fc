package llmgateway.relay.signing;

import java.util.Optional;

/**
 * What AWS knows a caller by.
 *
 * @param sessionToken beside temporary credentials
 */
public record AwsCredentials(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {

    @Override
    public String toString() {
        return "AwsCredentials[" + this.accessKeyId + "]";
    }

}
