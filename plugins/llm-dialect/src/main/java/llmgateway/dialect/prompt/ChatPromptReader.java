package llmgateway.dialect.prompt;

import java.util.Locale;

import tools.jackson.core.JsonToken;

/** Reads a body of OpenAI's chat completions, and what other providers add to it. */
final class ChatPromptReader implements RootReader {

    private final ContentReader content;

    private final ToolsReader tools;

    ChatPromptReader(ContentReader content) {
        this.content = content;
        this.tools = new ToolsReader(content);
    }

    @Override
    public void read(String key, JsonToken value) {
        switch (key) {
            case "messages" -> this.content.turns(value);
            case "tools", "functions" -> this.tools.tools(value);
            case "prediction", "documents" -> this.content.content(value);
            case CacheControl.FIELD -> this.content.cacheControl(value);
            default -> {
                if (allowsSearch(key) && isOn(value)) {
                    this.content.visitor().providerTool();
                }
                this.content.written(value);
            }
        }
    }

    /**
     * OpenAI's and Perplexity's {@code web_search_options}, Alibaba's
     * {@code enable_search}, xAI's {@code search_parameters}, OpenRouter's
     * {@code plugins} (their API references, November 2026).
     */
    private static boolean allowsSearch(String key) {
        return key.toLowerCase(Locale.ROOT).contains("search") || key.equals("plugins") || key.equals("connectors")
                || key.equals("mcp_servers");
    }

    private static boolean isOn(JsonToken value) {
        return value != JsonToken.VALUE_NULL && value != JsonToken.VALUE_FALSE;
    }

}
