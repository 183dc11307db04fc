package llmgateway.runner.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.runner.key.KeyHash;
import llmgateway.runner.key.KeySources;
import llmgateway.runner.pipeline.PluginChains;
import llmgateway.runner.pipeline.PreparedChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConsumersTest {

    private static final String FIRST = "llm.standalone.consumers[0].";

    private final EchoFilter echo = new EchoFilter();

    @Test
    void findsConsumersByKeysFromEveryKindOfSource(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "key-in-file-1\n\n key-in-file-2 \n");
        Consumers consumers = consumers(Map.of(FIRST + "keys[1]", "env:ALICE_KEY", FIRST + "keys[2]", "file:" + file,
                FIRST + "keys[3]", "sha256:" + KeyHash.of("hashed-key").hex()));

        assertThat(List.of(StandaloneGateway.ALICE_KEY, "key-in-environment", "key-in-file-1", "key-in-file-2",
                "hashed-key"))
            .allSatisfy((key) -> assertThat(consumers.withKey(key)).map(Consumer::name).contains("alice"));
        assertThat(consumers.withKey("key-in-file-3")).isEmpty();
    }

    @Test
    void consumersPluginsReplaceTheGateways() {
        Consumers consumers = consumers(
                Map.of(FIRST + "plugins[0].name", "echo", FIRST + "plugins[0].settings", "{\"own\":true}"));

        assertThat(consumers.withKey(StandaloneGateway.ALICE_KEY).orElseThrow().chain()).isInstanceOfSatisfying(
                PreparedChain.Ready.class,
                (ready) -> assertThat(ready.settings()).containsEntry("echo", "{\"own\":true}"));
        assertThat(consumers.withKey(StandaloneGateway.BOB_KEY).orElseThrow().chain()).isInstanceOfSatisfying(
                PreparedChain.Ready.class, (ready) -> assertThat(ready.settings()).containsEntry("echo", "{}"));
    }

    @Test
    void refusesAKeyThatIsNotThere() {
        assertRefused(Map.of(FIRST + "keys[1]", "env:NOBODY_SET_THIS"), "alice", "NOBODY_SET_THIS");
        assertRefused(Map.of(FIRST + "keys[1]", "file:/no/such/file"), "alice", "/no/such/file");
        assertRefused(Map.of(FIRST + "keys[1]", "sha256:abc"), "alice", "64 hexadecimal digits");
    }

    @Test
    void refusesAKeyThatIsTooShortWithoutShowingIt() {
        assertThatThrownBy(() -> consumers(Map.of(FIRST + "keys[1]", "s3cret!"))).hasMessageContaining("alice")
            .hasMessageNotContaining("s3cret");
    }

    @Test
    void S6_refusesAKeyThatTwoConsumersShare() {
        assertRefused(Map.of("llm.standalone.consumers[1].keys[1]", StandaloneGateway.ALICE_KEY), "alice", "bob");
    }

    @Test
    void refusesANameThatCannotBeAConsumers() {
        assertRefused(Map.of(FIRST + "name", "bob"), "bob", "twice");
        assertRefused(Map.of(FIRST + "name", "a b"), "a b", "letters");
    }

    @Test
    void P16_refusesAPluginThatIsNotHosted() {
        assertRefused(Map.of(FIRST + "plugins[0].name", "llm-rout"), "alice", "llm-rout");
    }

    private void assertRefused(Map<String, String> settings, String... named) {
        assertThatThrownBy(() -> consumers(settings)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContainingAll(named)
            .hasMessageNotContaining(StandaloneGateway.ALICE_KEY);
    }

    private Consumers consumers(Map<String, String> settings) {
        KeySources keys = new KeySources(
                (name) -> Optional.of("key-in-environment").filter((key) -> name.equals("ALICE_KEY")));
        return Consumers.of(StandaloneGateway.properties(this.echo, settings), keys,
                new PluginChains(List.of(this.echo)));
    }

}
