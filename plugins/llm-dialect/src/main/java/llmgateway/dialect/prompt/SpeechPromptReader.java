package llmgateway.dialect.prompt;

import tools.jackson.core.JsonToken;

/** Reads a body of text to speech. */
final class SpeechPromptReader implements RootReader {

    private final ContentReader content;

    SpeechPromptReader(ContentReader content) {
        this.content = content;
    }

    @Override
    public void read(String key, JsonToken value) {
        if (key.equals("input") && value == JsonToken.VALUE_STRING) {
            this.content.visitor().textToSpeak(this.content.json().string());
        }
        else {
            this.content.written(value);
        }
    }

}
