package llmgateway.route.credential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.secret.Secret;
import llmgateway.core.upstream.ProviderKey;
import llmgateway.route.credential.KeyLoader.LoadedKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeyLoaderTest {

    @TempDir
    private Path folder;

    @Test
    void readsOneKeyFromAVariableAndSeveralFromAFile() throws IOException {
        Path file = Files.writeString(this.folder.resolve("keys"), "# ours\nsk-1\n\n  sk-2  \r\n");

        assertThat(loader(Map.of("KEY", " sk-0\n")).load(source("env:KEY")).keys())
            .containsExactly(new ProviderKey("env:KEY", new Secret("sk-0")));
        assertThat(loader(Map.of()).load(source("file:" + file)).keys()).containsExactly(
                new ProviderKey("file:" + file + ":2", new Secret("sk-1")),
                new ProviderKey("file:" + file + ":4", new Secret("sk-2")));
    }

    @Test
    void readsOneJsonObjectOfManyLines() throws IOException {
        Path file = Files.writeString(this.folder.resolve("account.json"), "\n{\n  \"type\": \"x\"\n}\n");

        assertThat(loader(Map.of()).loadJson(source("file:" + file)).keys())
            .containsExactly(new ProviderKey("file:" + file, new Secret("{\n  \"type\": \"x\"\n}")));
        assertThat(loader(Map.of("JSON", "{}")).loadJson(source("env:JSON")).keys())
            .containsExactly(new ProviderKey("env:JSON", new Secret("{}")));
    }

    @Test
    void S1_whatIsNoJsonObjectIsLeftOutWithoutBeingShown() {
        LoadedKeys loaded = loader(Map.of("JSON", "sk-canary")).loadJson(source("env:JSON"));

        assertThat(loaded.keys()).isEmpty();
        assertThat(loaded.problems()).singleElement().asString().contains("env:JSON").doesNotContain("canary");
    }

    @Test
    void aVariableThatIsNotSetHoldsNoKeyAndThatIsNoProblem() {
        for (Map<String, String> environment : List.of(Map.<String, String>of(), Map.of("KEY", " "))) {
            LoadedKeys loaded = loader(environment).load(source("env:KEY"));

            assertThat(loaded.keys()).isEmpty();
            assertThat(loaded.problems()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNotThereIsAProblem() {
        LoadedKeys loaded = loader(Map.of()).load(source("file:" + this.folder.resolve("none")));

        assertThat(loaded.keys()).isEmpty();
        assertThat(loaded.problems()).singleElement().asString().endsWith("none does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = { "sk-canary two", "sk-canary\r\nx-evil: 1", "sk-canary\u00e9", "sk-canary\u0000" })
    void S1_aKeyThatCannotStandInAHeaderIsLeftOutWithoutBeingShown(String key) {
        LoadedKeys loaded = loader(Map.of("KEY", key)).load(source("env:KEY"));

        assertThat(loaded.keys()).isEmpty();
        assertThat(loaded.problems()).singleElement()
            .asString()
            .startsWith("env:KEY is no key")
            .doesNotContain("canary");
    }

    @Test
    void S1_loadedKeysPrintWithoutTheirSecret() {
        assertThat(loader(Map.of("KEY", "sk-canary")).load(source("env:KEY"))).asString()
            .contains("env:KEY")
            .doesNotContain("canary");
    }

    private static KeyLoader loader(Map<String, String> environment) {
        return new KeyLoader((variable) -> Optional.ofNullable(environment.get(variable)));
    }

    private static KeySource source(String text) {
        return KeySource.parse(text).orElseThrow();
    }

}
