package llmgateway.route.catalogue;

import java.nio.file.Path;
import java.util.Optional;

import llmgateway.route.credential.AuthScheme;
import llmgateway.route.credential.AuthScheme.AwsAccessKeySource;
import llmgateway.route.credential.AuthScheme.AwsSignature;
import llmgateway.route.credential.KeySource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AwsAuthReaderTest {

    private static final String PROVIDER = """
            providers:
              aws:
                dialect: bedrock
                base_url: https://bedrock-runtime.eu-central-1.amazonaws.com
                auth: {aws: %s}
            """;

    @Test
    void withoutAnAccessKeyAwsLibraryFindsOne() {
        assertThat(auth("{region: eu-central-1}"))
            .isEqualTo(new AwsSignature("eu-central-1", "bedrock", Optional.empty()));
    }

    @Test
    void readsWhereEachPartOfAnAccessKeyIs() {
        assertThat(auth("{region: us-gov-west-1, service: bedrock-mantle, access_key_id: env:AWS_ID,"
                + " secret_access_key: \"file:/run/secrets/aws\", session_token: env:AWS_TOKEN}"))
            .isEqualTo(new AwsSignature("us-gov-west-1", "bedrock-mantle",
                    Optional.of(new AwsAccessKeySource(new KeySource.Environment("AWS_ID"),
                            new KeySource.KeyFile(Path.of("/run/secrets/aws")),
                            Optional.of(new KeySource.Environment("AWS_TOKEN"))))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{} | providers.aws.auth.aws.region: must be given",
            "{region: EU Central} | providers.aws.auth.aws.region: must be a name of AWS'",
            "{region: eu-central-1, regin: x} | providers.aws.auth.aws.regin: is no known field",
            "{region: eu-central-1, access_key_id: env:A} | aws.secret_access_key: must be given",
            "{region: eu-central-1, session_token: env:A} | aws.access_key_id: must be given",
            "{region: eu-central-1, access_key_id: AKIACANARY, secret_access_key: env:B} | aws.access_key_id: must be env:NAME",
            "aws | providers.aws.auth.aws: must be a mapping" })
    void tellsWhatIsWrongAndQuotesNoSecret(String aws, String problem) {
        assertThat(Catalogues.problemsOf(PROVIDER.formatted(aws)))
            .anySatisfy((told) -> assertThat(told).contains(problem))
            .allSatisfy((told) -> assertThat(told).doesNotContain("CANARY"));
    }

    @Test
    void aSignatureHasNoHeaderToStandIn() {
        assertThat(Catalogues.problemsOf(PROVIDER.replace("{aws: %s}", "{aws: {region: us-east-1}, header: x-key}")))
            .singleElement()
            .asString()
            .contains("providers.aws.auth.header: is no known field");
    }

    private static AuthScheme auth(String aws) {
        return Catalogues.of(PROVIDER.formatted(aws)).provider("aws").orElseThrow().auth();
    }

}
