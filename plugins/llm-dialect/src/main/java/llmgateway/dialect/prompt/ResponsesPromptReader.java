package llmgateway.dialect.prompt;

import tools.jackson.core.JsonToken;

/** Reads a body of OpenAI's Responses API. */
final class ResponsesPromptReader implements RootReader {

    private final ContentReader content;

    private final ToolsReader tools;

    ResponsesPromptReader(ContentReader content) {
        this.content = content;
        this.tools = new ToolsReader(content);
    }

    @Override
    public void read(String key, JsonToken value) {
        switch (key) {
            case "input", "instructions" -> this.content.turns(value);
            case "tools" -> this.tools.tools(value);
            case "previous_response_id", "conversation" -> this.content.elsewhereUnlessNull(value);
            case "prompt" -> readStoredPrompt(value);
            case "context_management" -> ContextManagement.read(this.content, value);
            case CacheControl.FIELD -> this.content.cacheControl(value);
            default -> this.content.written(value);
        }
    }

    private void readStoredPrompt(JsonToken value) {
        if (value != JsonToken.START_OBJECT) {
            this.content.written(value);
            return;
        }
        this.content.visitor().elsewhere();
        this.content.json().members((key, member) -> {
            if (key.equals("variables")) {
                this.content.json().members((name, variable) -> this.content.content(variable));
            }
            else {
                this.content.written(member);
            }
        });
    }

}
