package llmgateway.dialect.prompt;

import java.util.Optional;

import tools.jackson.core.JsonToken;

/**
 * Reads the {@code source} of Anthropic's image and document blocks (Messages API
 * reference, November 2026): base64, text, URL, file or content.
 */
final class SourceReader {

    private final ContentReader content;

    private Optional<String> type = Optional.empty();

    private Optional<String> mediaType = Optional.empty();

    private Optional<String> data = Optional.empty();

    private boolean isElsewhere;

    private SourceReader(ContentReader content) {
        this.content = content;
    }

    static SourceReader read(ContentReader content, JsonToken value) {
        SourceReader source = new SourceReader(content);
        if (value == JsonToken.START_OBJECT) {
            content.json().members(source::readMember);
        }
        else {
            // A search result names where it is from.
            content.written(value);
        }
        return source;
    }

    private void readMember(String key, JsonToken value) {
        switch (key) {
            case "type" -> this.type = string(value);
            case "media_type" -> this.mediaType = string(value);
            case "data" -> this.data = string(value);
            case "url", "file_id" -> {
                this.isElsewhere |= value != JsonToken.VALUE_NULL;
                this.content.json().skip();
            }
            case "content" -> this.content.content(value);
            default -> this.content.written(value);
        }
    }

    void tell(boolean ofImage) {
        if (this.isElsewhere) {
            tell(Attachment.ELSEWHERE, ofImage);
        }
        if (this.data.isPresent()) {
            if (this.type.filter("text"::equals).isPresent()) {
                this.content.text(this.data.get());
            }
            else {
                tell(Attachment.ofData(this.data.get()).withMediaType(this.mediaType), ofImage);
            }
        }
    }

    private void tell(Attachment file, boolean ofImage) {
        if (ofImage) {
            file.tellImage(this.content.visitor(), Optional.empty());
        }
        else {
            file.tellFile(this.content.visitor());
        }
    }

    private Optional<String> string(JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return Optional.of(this.content.json().string());
        }
        this.content.json().skip();
        return Optional.empty();
    }

}
