package llmgateway.dialect.prompt;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import tools.jackson.core.JsonToken;

/**
 * Reads a body of Google's generateContent (google-genai for Python 3.3.0, November
 * 2026), whose names may be in {@code snake_case} too. Each tool that is no function is
 * Google's own.
 */
final class GenerateContentPromptReader implements RootReader {

    private static final Set<String> NOT_INPUT = Set.of("toolConfig", "tool_config", "safetySettings",
            "safety_settings", "serviceTier", "labels");

    private static final Set<String> SCHEMAS = Set.of("responseSchema", "response_schema", "responseJsonSchema",
            "response_json_schema", "responseFormat", "response_format");

    private final ContentReader content;

    private final JsonWalk json;

    GenerateContentPromptReader(ContentReader content) {
        this.content = content;
        this.json = content.json();
    }

    @Override
    public void read(String key, JsonToken value) {
        switch (key) {
            case "contents" -> oneOrMore(value, this::readContent);
            case "systemInstruction", "system_instruction" -> readContent(value);
            case "tools" -> oneOrMore(value, this::readTool);
            case "generationConfig", "generation_config" -> this.json.members(this::readConfig);
            case "cachedContent", "cached_content" -> this.content.elsewhereUnlessNull(value);
            default -> {
                if (NOT_INPUT.contains(key)) {
                    this.json.skip();
                }
                else {
                    this.content.written(value);
                }
            }
        }
    }

    /** Google's readers take one object for a list of one. */
    private void oneOrMore(JsonToken value, Consumer<JsonToken> reader) {
        if (value == JsonToken.START_ARRAY) {
            this.json.elements(reader);
        }
        else {
            reader.accept(value);
        }
    }

    private void readContent(JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            this.content.turn(value);
            return;
        }
        this.content.visitor().turn();
        this.json.members((key, member) -> {
            switch (key) {
                case "parts" -> oneOrMore(member, (part) -> this.json.members(this::readPart));
                case "role" -> this.json.skip();
                default -> this.content.written(member);
            }
        });
    }

    private void readPart(String key, JsonToken value) {
        switch (key) {
            case "inlineData", "inline_data" -> readInline();
            case "fileData", "file_data" -> this.content.elsewhereUnlessNull(value);
            case "functionResponse", "function_response" -> this.json.members((name, member) -> {
                if (name.equals("parts")) {
                    oneOrMore(member, (part) -> this.json.members(this::readPart));
                }
                else {
                    this.content.written(member);
                }
            });
            default -> this.content.written(value);
        }
    }

    private void readInline() {
        InlineData data = new InlineData();
        this.json.members((key, value) -> {
            switch (key) {
                case "mimeType", "mime_type" -> data.mediaType = string(value);
                case "data" -> data.bytes = string(value).map(Attachment::ofData);
                default -> this.json.skip();
            }
        });
        data.bytes.ifPresent((file) -> file.withMediaType(data.mediaType).tellFile(this.content.visitor()));
    }

    private void readTool(JsonToken tool) {
        this.json.members((key, value) -> {
            if (key.equals("functionDeclarations") || key.equals("function_declarations")) {
                oneOrMore(value, (declaration) -> {
                    this.content.visitor().tool();
                    this.content.written(declaration);
                });
            }
            else if (value != JsonToken.VALUE_NULL) {
                this.content.visitor().providerTool();
                this.content.written(value);
            }
        });
    }

    /** Of the settings, only schemas are read by the model. */
    private void readConfig(String key, JsonToken value) {
        if (SCHEMAS.contains(key)) {
            this.content.written(value);
        }
        else {
            this.json.skip();
        }
    }

    private Optional<String> string(JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return Optional.of(this.json.string());
        }
        this.json.skip();
        return Optional.empty();
    }

    /** Its members may stand in any order. */
    private static final class InlineData {

        private Optional<String> mediaType = Optional.empty();

        private Optional<Attachment> bytes = Optional.empty();

    }

}
