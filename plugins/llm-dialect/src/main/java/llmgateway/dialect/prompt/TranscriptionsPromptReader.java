package llmgateway.dialect.prompt;

import tools.jackson.core.JsonToken;

/** Reads a JSON body of transcriptions, which some providers take beside forms. */
final class TranscriptionsPromptReader implements RootReader {

    private final ContentReader content;

    TranscriptionsPromptReader(ContentReader content) {
        this.content = content;
    }

    @Override
    public void read(String key, JsonToken value) {
        switch (key) {
            case "url", "file_url", "audio_url", "file_id" -> this.content.elsewhereUnlessNull(value);
            case "file", "audio" -> {
                if (value == JsonToken.VALUE_STRING) {
                    Attachment.ofData(this.content.json().string()).tellAudio(this.content.visitor());
                }
                else {
                    this.content.elsewhereUnlessNull(value);
                }
            }
            default -> this.content.written(value);
        }
    }

}
