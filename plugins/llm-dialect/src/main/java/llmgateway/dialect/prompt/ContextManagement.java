package llmgateway.dialect.prompt;

import tools.jackson.core.JsonToken;

/**
 * {@code context_management} of OpenAI's Responses and Anthropic's Messages: where it
 * asks for compaction the provider runs the model a second time, over the same input
 * (Anthropic, Compaction, November 2026).
 */
final class ContextManagement {

    private ContextManagement() {
    }

    static void read(ContentReader content, JsonToken value) {
        if (JsonText.of(content.json(), value).contains("compact")) {
            content.visitor().providerTool();
        }
    }

}
