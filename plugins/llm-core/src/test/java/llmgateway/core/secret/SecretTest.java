package llmgateway.core.secret;

import llmgateway.core.upstream.ProviderKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecretTest {

    @Test
    void S1_neverPrintsItself() {
        ProviderKey key = new ProviderKey("env:OPENAI_API_KEY", new Secret("sk-canary"));

        assertThat(key.toString()).doesNotContain("sk-canary").contains("env:OPENAI_API_KEY");
    }

}
