package llmgateway.route.catalogue;

import java.nio.file.Path;
import java.util.Optional;

import llmgateway.route.credential.AuthScheme;
import llmgateway.route.credential.AuthScheme.GoogleToken;
import llmgateway.route.credential.KeySource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GoogleAuthTest {

    private static final String PROVIDER = """
            providers:
              vertex:
                dialect: vertex-anthropic
                base_url: https://aiplatform.googleapis.com/v1/projects/p/locations/global
                %s
            """;

    @ParameterizedTest
    @ValueSource(strings = { "source: docs", "auth: google" })
    void vertexAiTakesWhatGooglesLibraryFinds(String auth) {
        assertThat(auth(auth)).isEqualTo(new GoogleToken(Optional.empty()));
    }

    @Test
    void readsWhereCredentialsAre() {
        assertThat(auth("auth: {google: {credentials: \"file:/run/secrets/vertex.json\"}}"))
            .isEqualTo(new GoogleToken(Optional.of(new KeySource.KeyFile(Path.of("/run/secrets/vertex.json")))));
    }

    @Test
    void anApiKeyDoesToo() {
        assertThat(auth("auth: x-goog-api-key")).isEqualTo(AuthScheme.NAMED.get("x-goog-api-key"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "{google: {}} | auth.google.credentials: must be given",
                    "{google: here} | auth.google: must be a mapping",
                    "{google: {credentials: CANARY}} | auth.google.credentials: must be env:NAME",
                    "{google: {credential: env:A}} | auth.google.credential: is no known field",
                    "{google: {credentials: env:A}, prefix: x} | auth.prefix: is no known field" })
    void tellsWhatIsWrongAndQuotesNoSecret(String auth, String problem) {
        assertThat(Catalogues.problemsOf(PROVIDER.formatted("auth: " + auth)))
            .anySatisfy((told) -> assertThat(told).contains(problem))
            .allSatisfy((told) -> assertThat(told).doesNotContain("CANARY"));
    }

    private static AuthScheme auth(String line) {
        return Catalogues.of(PROVIDER.formatted(line)).provider("vertex").orElseThrow().auth();
    }

}
