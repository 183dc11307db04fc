package llmgateway.e2e.whole;

import java.util.List;
import java.util.UUID;

/**
 * Keys that may turn up nowhere but where they belong.
 *
 * @param alice her key at the gateway, as {@code bob}'s is his
 * @param openAi the gateway's key at the provider that speaks OpenAI's dialect
 * @param anthropic the gateway's key at the provider that speaks Anthropic's
 * @param refused a key that the provider does not accept
 */
public record Canaries(String alice, String bob, String openAi, String anthropic, String refused) {

    static Canaries fresh() {
        return new Canaries(key("alice"), key("bob"), key("openai"), key("anthropic"), key("refused"));
    }

    /** Every key there is. */
    public List<String> all() {
        return List.of(this.alice, this.bob, this.openAi, this.anthropic, this.refused);
    }

    /** Those that the gateway holds at providers. */
    public List<String> providers() {
        return List.of(this.openAi, this.anthropic, this.refused);
    }

    @Override
    public String toString() {
        return "Canaries";
    }

    private static String key(String owner) {
        return "sk-canary-" + owner + "-" + UUID.randomUUID().toString().replace("-", "");
    }

}
