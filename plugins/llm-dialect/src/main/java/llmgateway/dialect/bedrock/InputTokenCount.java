package llmgateway.dialect.bedrock;

import java.util.Optional;

import llmgateway.core.http.Headers;

/**
 * The input that InvokeModel bills, which it tells in the head of the answer, whatever
 * the model tells in the body. AWS' reference does not name the header; its SDKs' users
 * read it (vercel/ai, pull request 15973, and langchain4j, issue 5057, of April and June
 * 2026).
 */
public final class InputTokenCount {

    public static final String HEADER = "x-amzn-bedrock-input-token-count";

    private InputTokenCount() {
    }

    /** As it is written; may be no number. */
    public static Optional<String> of(Headers head) {
        return head.first(HEADER);
    }

}
