package llmgateway.route.catalogue;

import java.util.Optional;
import java.util.Set;

import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;
import llmgateway.document.UnusableValue;
import llmgateway.route.credential.AuthScheme;

/**
 * Reads the field {@code auth}: a scheme's name, or the header and what stands before the
 * key.
 */
final class AuthReader {

    private static final Set<String> FIELDS = Set.of("header", "prefix");

    private final Problems problems;

    AuthReader(Problems problems) {
        this.problems = problems;
    }

    Optional<AuthScheme> read(Fields provider) {
        Optional<Node> auth = provider.find("auth");
        if (auth.isPresent() && auth.get() instanceof Node.Mapping mapping) {
            Fields fields = Fields.of(mapping, provider.path("auth"), FIELDS, this.problems);
            if (fields.find("header").isEmpty()) {
                fields.problem("header", "must be given");
            }
            Optional<String> header = fields.text("header", HeaderName::parse);
            String prefix = fields.text("prefix", HeaderText::parse).orElse("");
            return header.map((name) -> new AuthScheme.InHeader(name, prefix));
        }
        return provider.text("auth", AuthReader::named);
    }

    private static AuthScheme named(String text) throws UnusableValue {
        AuthScheme scheme = AuthScheme.NAMED.get(text);
        if (scheme == null) {
            throw new UnusableValue(
                    "must be bearer, x-api-key, api-key, x-goog-api-key, none or a mapping with header and prefix");
        }
        return scheme;
    }

}
