package llmgateway.core.call;

/**
 * What a client or a provider may be called with. An endpoint that is not listed here is
 * refused, so that nothing is unmetered.
 */
public enum Endpoint {

    CHAT_COMPLETIONS(Dialect.OPENAI), RESPONSES(Dialect.OPENAI), COMPLETIONS(Dialect.OPENAI),
    EMBEDDINGS(Dialect.OPENAI), MODELS(Dialect.OPENAI), MODEL(Dialect.OPENAI), IMAGE_GENERATIONS(Dialect.OPENAI),
    IMAGE_EDITS(Dialect.OPENAI), IMAGE_VARIATIONS(Dialect.OPENAI), SPEECH(Dialect.OPENAI),
    TRANSCRIPTIONS(Dialect.OPENAI), TRANSLATIONS(Dialect.OPENAI), MODERATIONS(Dialect.OPENAI), RERANK(Dialect.OPENAI),
    MESSAGES(Dialect.ANTHROPIC), COUNT_TOKENS(Dialect.ANTHROPIC), ANTHROPIC_MODELS(Dialect.ANTHROPIC),
    ANTHROPIC_MODEL(Dialect.ANTHROPIC), GENERATE_CONTENT(Dialect.GEMINI), GEMINI_COUNT_TOKENS(Dialect.GEMINI),
    GEMINI_MODELS(Dialect.GEMINI), GEMINI_MODEL(Dialect.GEMINI), CONVERSE(Dialect.BEDROCK),

    // What only providers are called with.
    COHERE_CHAT(Dialect.COHERE), OLLAMA_CHAT(Dialect.OLLAMA), BATCH_EMBED_CONTENTS(Dialect.GEMINI),
    COHERE_EMBED(Dialect.COHERE), OLLAMA_EMBED(Dialect.OLLAMA), BEDROCK_TITAN_EMBED(Dialect.BEDROCK),
    BEDROCK_COHERE_EMBED(Dialect.BEDROCK), VERTEX_EMBED(Dialect.GEMINI);

    private final Dialect dialect;

    Endpoint(Dialect dialect) {
        this.dialect = dialect;
    }

    public Dialect dialect() {
        return this.dialect;
    }

}
