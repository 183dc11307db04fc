package llmgateway.dialect.prompt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FormPromptTest {

    private static final Headers FORM = Headers.of(new Header("content-type", "multipart/form-data; boundary=BB"));

    private final ByteArrayOutputStream form = new ByteArrayOutputStream();

    @Test
    void tellsTheAudioAndWhatGuidesItsTranscription() {
        part("model", "whisper-1");
        file("file", new byte[1000]);
        part("prompt", "names: Zo\u00eb");
        part("temperature", "0");

        assertThat(told(Endpoint.TRANSCRIPTIONS)).containsExactly("turn", "audio 1000", "text names: Zo\u00eb");
    }

    @Test
    void E6_takesAFileForOneThoughItIsSentAsAField() {
        part("file", "RIFF");

        assertThat(told(Endpoint.TRANSCRIPTIONS)).containsExactly("turn", "audio 4");
    }

    @Test
    void tellsTheImagesToEditAndToMake() {
        file("image[]", ImageFiles.png(64, 32));
        file("mask", ImageFiles.write("jpg", 7, 9));
        part("prompt", "a hat");
        part("n", "4");

        assertThat(told(Endpoint.IMAGE_EDITS)).containsExactly("turn", "image 64x32", "image 7x9", "text a hat",
                "images 4");
    }

    @Test
    void makesOneImageWhereTheFormDoesNotSay() {
        file("image", ImageFiles.png(64, 32));

        assertThat(told(Endpoint.IMAGE_VARIATIONS)).containsExactly("turn", "image 64x32", "images 1");
    }

    private void part(String name, String value) {
        add("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    private void file(String name, byte[] content) {
        add("name=\"" + name + "\"; filename=\"f\"", content);
    }

    private void add(String disposition, byte[] content) {
        this.form.writeBytes(("--BB\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
        this.form.writeBytes(content);
        this.form.writeBytes(new byte[] { '\r', '\n' });
    }

    private List<String> told(Endpoint endpoint) {
        this.form.writeBytes("--BB--\r\n".getBytes(StandardCharsets.UTF_8));
        return Told.of(Told.read(endpoint, FORM, this.form.toByteArray()));
    }

}
