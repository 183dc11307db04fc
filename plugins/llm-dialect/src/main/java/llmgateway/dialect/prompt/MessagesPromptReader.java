package llmgateway.dialect.prompt;

import tools.jackson.core.JsonToken;

/** Reads a body of Anthropic's Messages API or of its token counting. */
final class MessagesPromptReader implements RootReader {

    private final ContentReader content;

    private final ToolsReader tools;

    MessagesPromptReader(ContentReader content) {
        this.content = content;
        this.tools = new ToolsReader(content);
    }

    @Override
    public void read(String key, JsonToken value) {
        switch (key) {
            case "messages" -> this.content.turns(value);
            case "system" -> this.content.turn(value);
            case "tools" -> this.tools.tools(value);
            case "mcp_servers" -> {
                if (value == JsonToken.START_ARRAY) {
                    this.content.visitor().providerTool();
                }
                this.content.written(value);
            }
            case "context_management" -> ContextManagement.read(this.content, value);
            case CacheControl.FIELD -> this.content.cacheControl(value);
            default -> this.content.written(value);
        }
    }

}
