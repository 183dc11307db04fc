package llmgateway.route.catalogue;

import java.util.Optional;
import java.util.Set;

import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;
import llmgateway.document.UnusableValue;
import llmgateway.route.credential.AuthScheme;

/**
 * Reads the field {@code auth}: a scheme's name, the header and what stands before the
 * key, or how a cloud knows who calls.
 */
final class AuthReader {

    private static final Set<String> IN_HEADER = Set.of("header", "prefix");

    private static final Set<String> AWS = Set.of("aws");

    private static final Set<String> GOOGLE = Set.of("google");

    private final Problems problems;

    AuthReader(Problems problems) {
        this.problems = problems;
    }

    Optional<AuthScheme> read(Fields provider) {
        Optional<Node> auth = provider.find("auth");
        if (auth.isPresent() && auth.get() instanceof Node.Mapping mapping) {
            if (hasAny(mapping, AWS)) {
                return new AwsAuthReader(this.problems).read(fields(mapping, provider, AWS));
            }
            return hasAny(mapping, GOOGLE) ? googleToken(fields(mapping, provider, GOOGLE))
                    : inHeader(fields(mapping, provider, IN_HEADER));
        }
        return provider.text("auth", AuthReader::named);
    }

    private static boolean hasAny(Node.Mapping auth, Set<String> names) {
        return auth.members().stream().anyMatch((member) -> names.contains(member.name()));
    }

    private Fields fields(Node.Mapping auth, Fields provider, Set<String> known) {
        return Fields.of(auth, provider.path("auth"), known, this.problems);
    }

    private static Optional<AuthScheme> inHeader(Fields fields) {
        if (fields.find("header").isEmpty()) {
            fields.problem("header", "must be given");
        }
        Optional<String> header = fields.text("header", HeaderName::parse);
        String prefix = fields.text("prefix", HeaderText::parse).orElse("");
        return header.map((name) -> new AuthScheme.InHeader(name, prefix));
    }

    private Optional<AuthScheme> googleToken(Fields auth) {
        return auth.mapping("google")
            .map((mapping) -> Fields.of(mapping, auth.path("google"), Set.of("credentials"), this.problems))
            .map((google) -> {
                google.require("credentials");
                return new AuthScheme.GoogleToken(google.text("credentials", KeySourceText::parse));
            });
    }

    private static AuthScheme named(String text) throws UnusableValue {
        AuthScheme scheme = AuthScheme.NAMED.get(text);
        if (scheme == null) {
            throw new UnusableValue(
                    "must be bearer, x-api-key, api-key, x-goog-api-key, google, none, a mapping with header and prefix, or one with aws or google");
        }
        return scheme;
    }

}
