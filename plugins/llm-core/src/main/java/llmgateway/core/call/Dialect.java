package llmgateway.core.call;

/** An LLM API's family of wire formats. */
public enum Dialect {

    OPENAI, ANTHROPIC

}
