package llmgateway.dialect.claude;

/**
 * In what requests for Claude at Vertex AI differ: the model stands in the path, and the
 * version in the body (Claude API docs, "Claude on Vertex AI", November 2026).
 */
public final class VertexAi {

    public static final String VERSION_FIELD = "anthropic_version";

    public static final String VERSION = "vertex-2023-10-16";

    private VertexAi() {
    }

}
