package llmgateway.dialect.prompt;

import java.util.Optional;
import java.util.Set;

import tools.jackson.core.JsonToken;

/**
 * Reads one message, input item or part of a message; used once. Its members may stand in
 * any order, so what depends on another one is told at the end.
 */
final class PartReader {

    /** Built-in calls whose results the provider keeps under the item's id. */
    private static final Set<String> KEPT_RESULTS = Set.of("web_search_call", "file_search_call",
            "code_interpreter_call");

    private final ContentReader content;

    private final JsonWalk json;

    private Optional<String> type = Optional.empty();

    private Optional<String> detail = Optional.empty();

    private Optional<Attachment> image = Optional.empty();

    private Optional<SourceReader> source = Optional.empty();

    private Optional<Boolean> cacheForAnHour = Optional.empty();

    private boolean hasId;

    private boolean hasMore;

    private boolean isEncrypted;

    PartReader(ContentReader content) {
        this.content = content;
        this.json = content.json();
    }

    void read(String key, JsonToken value) {
        switch (key) {
            case "type" -> this.type = string(value);
            case "id" -> {
                this.hasId = value == JsonToken.VALUE_STRING;
                this.content.written(value);
            }
            case CacheControl.FIELD -> this.cacheForAnHour = (value == JsonToken.START_OBJECT)
                    ? Optional.of(CacheControl.isForAnHour(this.json)) : Optional.empty();
            default -> {
                this.hasMore |= value != JsonToken.VALUE_NULL;
                readInput(key, value);
            }
        }
    }

    private void readInput(String key, JsonToken value) {
        switch (key) {
            case "content", "output", "summary" -> this.content.content(value);
            case "tool_calls" -> this.json.elements((call) -> this.json.members(this::readCall));
            case "detail" -> this.detail = string(value);
            case "image_url" -> readImage(value);
            case "result" -> readResult(value);
            case "source" -> this.source = Optional.of(SourceReader.read(this.content, value));
            case "input_audio", "audio" -> this.json.members(this::readAudio);
            case "file" -> this.json.members(this::readFile);
            case "file_data", "file_id", "file_url", "video_url" -> readFile(key, value);
            case "encrypted_content" -> {
                this.isEncrypted = value == JsonToken.VALUE_STRING;
                this.content.written(value);
            }
            default -> this.content.written(value);
        }
    }

    /** Tells what had to wait. */
    void end() {
        this.image.ifPresent((found) -> found.tellImage(this.content.visitor(), this.detail));
        this.source.ifPresent((found) -> found.tell(isOf("image")));
        if (isAtProvider()) {
            this.content.visitor().elsewhere();
        }
        this.cacheForAnHour.ifPresent(this.content.visitor()::cacheMark);
    }

    /** Whether the item only names something that the provider has kept. */
    private boolean isAtProvider() {
        if (isOf("item_reference") || this.hasId && !this.hasMore) {
            return true;
        }
        return this.hasId
                && (isOf("reasoning") && !this.isEncrypted || this.type.filter(KEPT_RESULTS::contains).isPresent());
    }

    private boolean isOf(String name) {
        return this.type.filter(name::equals).isPresent();
    }

    /** A tool's call: its arguments are text or, in some providers' shape, an object. */
    private void readCall(String key, JsonToken value) {
        switch (key) {
            case "type" -> this.json.skip();
            case "function", "custom" -> this.json.members((name, part) -> this.content.written(part));
            default -> this.content.written(value);
        }
    }

    private void readImage(JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            this.image = Optional.of(Attachment.ofUrl(this.json.string()));
        }
        this.json.members((key, member) -> {
            switch (key) {
                case "url" -> this.image = string(member).map(Attachment::ofUrl);
                case "detail" -> this.detail = string(member);
                default -> this.content.written(member);
            }
        });
    }

    /** What an image tool made stands here in base64; text of other tools does too. */
    private void readResult(JsonToken value) {
        Optional<Attachment> made = (value == JsonToken.VALUE_STRING)
                ? Optional.of(Attachment.ofData(this.json.string())) : Optional.empty();
        this.image = made.filter((data) -> data.bytes().flatMap(ImageHeader::read).isPresent()).or(() -> this.image);
        if (made.isEmpty() || !made.equals(this.image)) {
            this.content.written(value);
        }
    }

    /** An earlier answer's audio is named by its id. */
    private void readAudio(String key, JsonToken value) {
        switch (key) {
            case "data" ->
                string(value).map(Attachment::ofData).ifPresent((data) -> data.tellAudio(this.content.visitor()));
            case "id", "url" -> this.content.elsewhereUnlessNull(value);
            case "format" -> this.json.skip();
            default -> this.content.written(value);
        }
    }

    private void readFile(String key, JsonToken value) {
        switch (key) {
            case "file_data", "data" ->
                string(value).map(Attachment::ofData).ifPresent((file) -> file.tellFile(this.content.visitor()));
            case "file_id", "file_url", "video_url", "url" -> this.content.elsewhereUnlessNull(value);
            default -> this.content.written(value);
        }
    }

    /** What a string says; the value is read to its end in any case. */
    private Optional<String> string(JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return Optional.of(this.json.string());
        }
        this.json.skip();
        return Optional.empty();
    }

}
