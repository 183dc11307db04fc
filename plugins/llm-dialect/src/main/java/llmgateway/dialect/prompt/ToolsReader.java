package llmgateway.dialect.prompt;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import tools.jackson.core.JsonToken;

/**
 * Reads definitions of tools. Those of the client are told with all they say; those that
 * the provider defines and the client runs by a length that none exceeds; all others are
 * run by the provider.
 */
final class ToolsReader {

    /**
     * OpenAI's and Anthropic's API references, November 2026. A tool without a type is
     * Anthropic's way to define one's own.
     */
    private static final Set<String> OWN = Set.of("function", "custom");

    private static final Pattern RUN_BY_CLIENT = Pattern
        .compile("(bash|text_editor|computer|memory)_\\d{8}|computer(_use_preview)?|local_shell|shell|apply_patch");

    /**
     * The dearest of Anthropic's, computer use, costs 735 tokens and 499 for its system
     * prompt (tool use pricing, November 2026).
     */
    private static final int TOKENS_OF_KNOWN_TOOL = 1500;

    private static final String MAKES_IMAGES = "image_generation";

    private final ContentReader content;

    ToolsReader(ContentReader content) {
        this.content = content;
    }

    void tools(JsonToken value) {
        if (value == JsonToken.START_ARRAY) {
            this.content.json().elements(this::tool);
        }
        else {
            this.content.written(value);
        }
    }

    private void tool(JsonToken value) {
        if (value != JsonToken.START_OBJECT) {
            this.content.written(value);
            return;
        }
        ToolReader tool = new ToolReader();
        this.content.json().members(tool::read);
        tool.end();
    }

    /** Reads one; used once. */
    private final class ToolReader {

        private final JsonText text = new JsonText(ToolsReader.this.content.json());

        private Optional<String> type = Optional.empty();

        private Optional<Boolean> cacheForAnHour = Optional.empty();

        private boolean isEmpty = true;

        void read(String key, JsonToken value) {
            JsonWalk json = ToolsReader.this.content.json();
            if (key.equals(CacheControl.FIELD)) {
                this.cacheForAnHour = (value == JsonToken.START_OBJECT) ? Optional.of(CacheControl.isForAnHour(json))
                        : Optional.empty();
                return;
            }
            if (key.equals("type") && value == JsonToken.VALUE_STRING) {
                this.type = Optional.of(json.string());
            }
            this.text.append(key, value);
            this.isEmpty = false;
        }

        void end() {
            ContentReader content = ToolsReader.this.content;
            content.visitor().tool();
            if (!this.isEmpty) {
                content.text(this.text.toString());
            }
            this.type.filter((name) -> !OWN.contains(name)).ifPresent(this::tellProviders);
            this.cacheForAnHour.ifPresent(content.visitor()::cacheMark);
        }

        private void tellProviders(String name) {
            ContentReader content = ToolsReader.this.content;
            content.visitor().tokens(TOKENS_OF_KNOWN_TOOL);
            if (!RUN_BY_CLIENT.matcher(name).matches()) {
                content.visitor().providerTool();
            }
            if (name.equals(MAKES_IMAGES)) {
                content.visitor().imagesToMake(1);
            }
        }

    }

}
