package llmgateway.bench.stream;

import java.util.Map;

/** An API that streams are asked for in. */
enum Api {

    CHAT_COMPLETIONS("Chat Completions", "/v1/chat/completions", "/openai", "\"content\":\"", "\"content\":\"\""),

    MESSAGES("Messages", "/v1/messages", "/anthropic", "\"text_delta\"", "\"text\":\"\"");

    private final String title;

    private final String path;

    private final String simulated;

    private final String inTokens;

    private final String inEmptyTokens;

    Api(String title, String path, String simulated, String inTokens, String inEmptyTokens) {
        this.title = title;
        this.path = path;
        this.simulated = simulated;
        this.inTokens = inTokens;
        this.inEmptyTokens = inEmptyTokens;
    }

    String title() {
        return this.title;
    }

    String path() {
        return this.path;
    }

    /** Where the simulator serves it. */
    String simulated() {
        return this.simulated;
    }

    Map<String, String> headers(String key) {
        return switch (this) {
            case CHAT_COMPLETIONS -> Map.of("authorization", "Bearer " + key);
            case MESSAGES -> Map.of("x-api-key", key, "anthropic-version", "2023-06-01");
        };
    }

    /** Whether a line of a stream has words of the model. */
    boolean isToken(String line) {
        return line.startsWith("data:") && line.contains(this.inTokens) && !line.contains(this.inEmptyTokens);
    }

}
