package llmgateway.dialect.format;

/** Where a model is served: its maker's API differs a little from place to place. */
public enum Platform {

    /** At its maker, or at whoever speaks the maker's API as it is. */
    OF_MAKER,

    /** Google Cloud's, for Gemini and for Claude. */
    VERTEX_AI

}
