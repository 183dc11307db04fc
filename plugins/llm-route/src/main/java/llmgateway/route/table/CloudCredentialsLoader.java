package llmgateway.route.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.secret.Secret;
import llmgateway.core.upstream.CloudCredentials;
import llmgateway.core.upstream.ProviderKey;
import llmgateway.route.credential.AuthScheme;
import llmgateway.route.credential.KeyLoader;
import llmgateway.route.credential.KeyLoader.LoadedKeys;
import llmgateway.route.credential.KeySource;

/** Loads credentials of clouds. */
final class CloudCredentialsLoader {

    private final KeyLoader keyLoader;

    CloudCredentialsLoader(KeyLoader keyLoader) {
        this.keyLoader = keyLoader;
    }

    Loaded aws(AuthScheme.AwsSignature signature) {
        List<String> problems = new ArrayList<>();
        Optional<CloudCredentials.AwsAccessKey> key = signature.accessKey()
            .flatMap((source) -> accessKey(source, problems));
        boolean missing = signature.accessKey().isPresent() && key.isEmpty();
        return new Loaded(
                missing ? Optional.empty()
                        : Optional.of(new CloudCredentials.Aws(signature.region(), signature.service(), key)),
                problems);
    }

    private Optional<CloudCredentials.AwsAccessKey> accessKey(AuthScheme.AwsAccessKeySource source,
            List<String> problems) {
        Optional<Secret> session = source.sessionToken()
            .flatMap((token) -> first(this.keyLoader.load(token), problems));
        if (source.sessionToken().isPresent() && session.isEmpty()) {
            return Optional.empty();
        }
        return first(this.keyLoader.load(source.id()), problems)
            .flatMap((id) -> first(this.keyLoader.load(source.secret()), problems)
                .map((secret) -> new CloudCredentials.AwsAccessKey(id, secret, session)));
    }

    Loaded google(AuthScheme.GoogleToken token) {
        List<String> problems = new ArrayList<>();
        Optional<Secret> json = token.json().flatMap((source) -> json(source, problems));
        boolean missing = token.json().isPresent() && json.isEmpty();
        return new Loaded(missing ? Optional.empty() : Optional.of(new CloudCredentials.Google(json)), problems);
    }

    private Optional<Secret> json(KeySource source, List<String> problems) {
        return first(this.keyLoader.loadJson(source), problems);
    }

    private static Optional<Secret> first(LoadedKeys loaded, List<String> problems) {
        problems.addAll(loaded.problems());
        return loaded.keys().stream().findFirst().map(ProviderKey::secret);
    }

    /**
     * What there is.
     *
     * @param credentials empty where some are named and not there
     * @param problems each names the source; none holds a secret
     */
    record Loaded(Optional<CloudCredentials> credentials, List<String> problems) {

        Loaded {
            problems = List.copyOf(problems);
        }

    }

}
