package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.List;

import llmgateway.core.call.Endpoint;

/**
 * Finds signatures of thoughts that the gateway gave a client in another provider's name
 * ({@link llmgateway.dialect.conversation.Signature}).
 */
final class SignatureMarks {

    private static final byte[] MARK = bytes("\"llm1.");

    /** Of a tool call, where the API has no place for one. */
    private static final byte[] MARK_OF_CALL = bytes("\"tool_call.llm1.");

    /** The mark in Base64, up to where the next character counts in. */
    private static final byte[] BASE64_MARK = bytes("\"bGxtMS");

    private SignatureMarks() {
    }

    /** Whether a string in the body may begin with one. */
    static boolean isIn(byte[] body, Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS, RESPONSES, MESSAGES ->
                List.of(MARK, MARK_OF_CALL).stream().anyMatch((mark) -> contains(body, mark));
            case CONVERSE -> contains(body, MARK) || contains(body, BASE64_MARK);
            case GENERATE_CONTENT, GEMINI_COUNT_TOKENS -> contains(body, BASE64_MARK);
            default -> false;
        };
    }

    private static boolean contains(byte[] body, byte[] mark) {
        int last = body.length - mark.length;
        for (int at = 0; at <= last; at++) {
            int matched = 0;
            while (matched < mark.length && body[at + matched] == mark[matched]) {
                matched++;
            }
            if (matched == mark.length) {
                return true;
            }
        }
        return false;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

}
