package llmgateway.route.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Dialect;
import llmgateway.dialect.format.Platform;

/** The API a provider serves: a dialect, and how its paths and keys are laid out. */
public enum ProviderApi {

    OPENAI("openai", Dialect.OPENAI, "bearer", StreamUsage.ASKED, OutputLimitField.MAX_TOKENS),

    AZURE_OPENAI("azure-openai", Dialect.OPENAI, "api-key", StreamUsage.ASKED, OutputLimitField.MAX_COMPLETION_TOKENS),

    ANTHROPIC("anthropic", Dialect.ANTHROPIC, "x-api-key", StreamUsage.ALWAYS, OutputLimitField.MAX_TOKENS),

    GEMINI("gemini", Dialect.GEMINI, "x-goog-api-key", StreamUsage.ALWAYS, OutputLimitField.MAX_TOKENS),

    VERTEX_GEMINI("vertex-gemini", Dialect.GEMINI, "google", StreamUsage.ALWAYS, OutputLimitField.MAX_TOKENS),

    VERTEX_ANTHROPIC("vertex-anthropic", Dialect.ANTHROPIC, "google", StreamUsage.ALWAYS, OutputLimitField.MAX_TOKENS),

    BEDROCK("bedrock", Dialect.BEDROCK, "bearer", StreamUsage.ALWAYS, OutputLimitField.MAX_TOKENS),

    COHERE("cohere", Dialect.COHERE, "bearer", StreamUsage.ALWAYS, OutputLimitField.MAX_TOKENS),

    OLLAMA("ollama", Dialect.OLLAMA, "none", StreamUsage.ALWAYS, OutputLimitField.MAX_TOKENS);

    /** The {@code api_version} of Azure OpenAI that is laid out like OpenAI's own. */
    public static final String AZURE_V1 = "v1";

    private final String catalogueName;

    private final Dialect dialect;

    private final String usualAuth;

    private final StreamUsage usualStreamUsage;

    private final OutputLimitField usualOutputLimit;

    ProviderApi(String catalogueName, Dialect dialect, String usualAuth, StreamUsage usualStreamUsage,
            OutputLimitField usualOutputLimit) {
        this.catalogueName = catalogueName;
        this.dialect = dialect;
        this.usualAuth = usualAuth;
        this.usualStreamUsage = usualStreamUsage;
        this.usualOutputLimit = usualOutputLimit;
    }

    static Optional<ProviderApi> named(String name) {
        return Arrays.stream(values()).filter((api) -> api.catalogueName.equals(name)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map((api) -> api.catalogueName).toList();
    }

    public Dialect dialect() {
        return this.dialect;
    }

    public Platform platform() {
        return switch (this) {
            case VERTEX_GEMINI, VERTEX_ANTHROPIC -> Platform.VERTEX_AI;
            default -> Platform.OF_MAKER;
        };
    }

    String usualAuth() {
        return this.usualAuth;
    }

    StreamUsage usualStreamUsage() {
        return this.usualStreamUsage;
    }

    OutputLimitField usualOutputLimit() {
        return this.usualOutputLimit;
    }

}
