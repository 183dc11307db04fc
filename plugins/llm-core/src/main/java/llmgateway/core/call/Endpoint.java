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

    COHERE_CHAT(Dialect.COHERE, Served.BY_PROVIDERS_ONLY), OLLAMA_CHAT(Dialect.OLLAMA, Served.BY_PROVIDERS_ONLY),
    BATCH_EMBED_CONTENTS(Dialect.GEMINI, Served.BY_PROVIDERS_ONLY),
    COHERE_EMBED(Dialect.COHERE, Served.BY_PROVIDERS_ONLY), OLLAMA_EMBED(Dialect.OLLAMA, Served.BY_PROVIDERS_ONLY),
    BEDROCK_TITAN_EMBED(Dialect.BEDROCK, Served.BY_PROVIDERS_ONLY),
    BEDROCK_COHERE_EMBED(Dialect.BEDROCK, Served.BY_PROVIDERS_ONLY),
    VERTEX_EMBED(Dialect.GEMINI, Served.BY_PROVIDERS_ONLY);

    private final Dialect dialect;

    private final Served served;

    Endpoint(Dialect dialect) {
        this(dialect, Served.BY_THE_GATEWAY_TOO);
    }

    Endpoint(Dialect dialect, Served served) {
        this.dialect = dialect;
        this.served = served;
    }

    public Dialect dialect() {
        return this.dialect;
    }

    /** Whether clients may call it. */
    public boolean isForClients() {
        return this.served == Served.BY_THE_GATEWAY_TOO;
    }

    private enum Served {

        BY_THE_GATEWAY_TOO, BY_PROVIDERS_ONLY

    }

}
