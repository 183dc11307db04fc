package llmgateway.dialect.prompt;

import java.util.Optional;

import tools.jackson.core.JsonToken;

/** Reads a JSON body of making or editing images. */
final class ImagesPromptReader implements RootReader {

    private final ContentReader content;

    private int images = 1;

    ImagesPromptReader(ContentReader content) {
        this.content = content;
    }

    @Override
    public void read(String key, JsonToken value) {
        switch (key) {
            case "n" -> this.images = Math.max(1, this.content.json().wholeNumber(1));
            case "image", "images", "mask" -> readImages(value);
            default -> this.content.written(value);
        }
    }

    @Override
    public boolean wants(String key) {
        return key.equals("n");
    }

    @Override
    public void end() {
        this.content.visitor().imagesToMake(this.images);
    }

    private void readImages(JsonToken value) {
        if (value == JsonToken.START_ARRAY) {
            this.content.json().elements(this::readImage);
        }
        else {
            readImage(value);
        }
    }

    private void readImage(JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            Attachment.ofData(this.content.json().string()).tellImage(this.content.visitor(), Optional.empty());
        }
        else {
            this.content.content(value);
        }
    }

}
