package llmgateway.core.call;

/** An LLM API's family of wire formats. */
public enum Dialect {

    OPENAI, ANTHROPIC,

    /** Google's, of the Gemini API and of Vertex AI. */
    GEMINI,

    /** Amazon Bedrock's Converse. */
    BEDROCK,

    COHERE, OLLAMA

}
