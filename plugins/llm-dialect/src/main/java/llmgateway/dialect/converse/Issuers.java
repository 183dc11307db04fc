package llmgateway.dialect.converse;

/** Who signs thoughts. */
final class Issuers {

    /**
     * Claude's signatures are good at every provider that serves it (Claude API docs,
     * "Extended thinking"); no other model on Bedrock signs.
     */
    static final String CLAUDE = "anthropic";

    /** Hidden thoughts are told in a form of Bedrock's own. */
    static final String BEDROCK = "bedrock";

    private Issuers() {
    }

}
