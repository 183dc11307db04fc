package llmgateway.metrics.convention;

import java.util.Map;

/**
 * {@code gen_ai.provider.name}: the conventions' value where they have one, else the
 * catalogue's name. The names that the shipped catalogue and the conventions share are
 * not listed.
 */
public final class ProviderName {

    private static final Map<String, String> WELL_KNOWN = Map.of("anthropic-openai", "anthropic", "azure",
            "azure.ai.openai", "bedrock", "aws.bedrock", "deepseek-anthropic", "deepseek", "gemini", "gcp.gemini",
            "mistral", "mistral_ai", "moonshot", "moonshot_ai", "moonshot-anthropic", "moonshot_ai", "vertex",
            "gcp.vertex_ai", "xai", "x_ai");

    private ProviderName() {
    }

    /**
     * @param provider its name in the catalogue
     */
    public static String of(String provider) {
        return WELL_KNOWN.getOrDefault(provider, provider);
    }

}
