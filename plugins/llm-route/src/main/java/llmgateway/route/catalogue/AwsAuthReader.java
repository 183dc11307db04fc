package llmgateway.route.catalogue;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import llmgateway.document.Fields;
import llmgateway.document.Problems;
import llmgateway.document.UnusableValue;
import llmgateway.route.credential.AuthScheme;
import llmgateway.route.credential.KeySource;

/** Reads the field {@code auth.aws}: how requests are signed, and where the key is. */
final class AwsAuthReader {

    private static final String ID = "access_key_id";

    private static final String SECRET = "secret_access_key";

    private static final String SESSION = "session_token";

    private static final Set<String> FIELDS = Set.of("region", "service", ID, SECRET, SESSION);

    private static final String BEDROCK = "bedrock";

    /** Of regions such as {@code us-gov-west-1}, and of services' signing names. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Problems problems;

    AwsAuthReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * @param auth with a mapping {@code aws}
     */
    Optional<AuthScheme> read(Fields auth) {
        return auth.mapping("aws")
            .map((mapping) -> Fields.of(mapping, auth.path("aws"), FIELDS, this.problems))
            .flatMap(this::signature);
    }

    private Optional<AuthScheme> signature(Fields aws) {
        aws.require("region");
        Optional<String> region = aws.text("region", AwsAuthReader::name);
        Optional<String> service = aws.text("service", AwsAuthReader::name);
        Optional<AuthScheme.AwsAccessKeySource> accessKey = accessKey(aws);
        return region.map((where) -> new AuthScheme.AwsSignature(where, service.orElse(BEDROCK), accessKey));
    }

    private static Optional<AuthScheme.AwsAccessKeySource> accessKey(Fields aws) {
        Optional<KeySource> id = aws.text(ID, KeySourceText::parse);
        Optional<KeySource> secret = aws.text(SECRET, KeySourceText::parse);
        Optional<KeySource> session = aws.text(SESSION, KeySourceText::parse);
        if (aws.find(ID).isPresent() || aws.find(SECRET).isPresent() || aws.find(SESSION).isPresent()) {
            aws.require(ID);
            aws.require(SECRET);
        }
        return id.flatMap((name) -> secret.map((value) -> new AuthScheme.AwsAccessKeySource(name, value, session)));
    }

    private static String name(String text) throws UnusableValue {
        if (text.length() > 64 || !NAME.matcher(text).matches()) {
            throw new UnusableValue("must be a name of AWS' such as us-east-1 or bedrock");
        }
        return text;
    }

}
