package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import llmgateway.core.call.Call;
import llmgateway.core.call.Endpoint;
import llmgateway.core.error.Reject;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.model.RequestModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MultipartBodyTest {

    private static final Headers FORM = Headers.of(new Header("Content-Type", "multipart/form-data; boundary=BB"));

    private static final String FILE = part("name=\"file\"; filename=\"a \\b.wav\"\r\nContent-Type: audio/wav",
            "\0\u00ff\r\n--B\r\n\r\nmodel");

    private static final String MODEL = part("name=\"model\"", "whisper-1");

    @Test
    void readsTheFieldsAroundAFile() {
        Call call = accepted(FILE + MODEL + part("name=stream", "true")).call();

        assertThat(call.model()).contains(new OriginalModel("whisper-1"));
        assertThat(call.stream()).isTrue();
    }

    @Test
    void readsAFormThatNamesNoModel() {
        assertThat(accepted(FILE).call().model()).isEmpty();
        assertThat(accepted("").call().model()).isEmpty();
    }

    @Test
    void replacesTheModelAndLeavesEveryOtherByte() {
        assertThat(edited(MODEL + FILE, "new")).isEqualTo(form(MODEL.replace("whisper-1", "new") + FILE));
    }

    @Test
    void insertsTheModelWhereThereIsNone() {
        assertThat(edited(FILE, "new")).isEqualTo(form(part("name=\"model\"", "new") + FILE));
        assertThat(edited("", "new")).isEqualTo(form(part("name=\"model\"", "new")));
    }

    @Test
    void keepsTheArrayWhereNothingChanges() {
        RequestBody body = accepted(MODEL + FILE).body();

        assertThat(body.edited(new BodyEdits(Optional.of(new RequestModel("whisper-1")), true))).isSameAs(body.bytes());
        assertThat(body.edited(new BodyEdits(Optional.empty(), false))).isSameAs(body.bytes());
    }

    @Test
    void setsNoModelThatCouldEndItsPart() {
        RequestBody body = accepted(MODEL).body();

        assertThatIllegalArgumentException()
            .isThrownBy(() -> body.edited(new BodyEdits(Optional.of(new RequestModel("a\r\n--BB--")), false)));
    }

    @Test
    void B1_refusesTwoModelFields() {
        assertThat(refused(form(MODEL + FILE + part("name=model", "other"))).param()).contains("model");
    }

    @ParameterizedTest
    @ValueSource(strings = { "name=\"model\"; filename=\"x\"", "name=\"model\"; filename*=utf-8''x",
            "name=\"model\"; name*=utf-8''other", "name*=utf-8''model", "name=\"other\"; name=\"model\"",
            "name=\"model\"\r\nContent-Disposition: form-data; name=\"other\"", "name=\"mo\\del\"", "name=\"model[]\"",
            "name=\"mode%6c\"", "name=\"model", "name=\"file\"; filename=\"a\\\"; name=\"model\"", "filename=\"x\"",
            "name=\"model\"\r\nContent-Transfer-Encoding: base64", "name=\"x\"\n; filename=\"y\"",
            "name=\"x\"\r\n folded: y", "name=\"x\"\r\nnot a header", "name=\" model\"", "name=\"\"" })
    void B1_refusesFieldNamesThatReadersUnderstandDifferently(String disposition) {
        assertThat(refused(form(part(disposition, "whisper-1"))).status()).isEqualTo(400);
    }

    @Test
    void E3_refusesAKnownFieldInAnotherCase() {
        assertThat(refused(form(MODEL + part("name=\"Model\"", "dear"))).param()).contains("model");
    }

    @Test
    void refusesAPartThatIsNoFormData() {
        assertThat(refused(form(MODEL.replace("form-data", "attachment"))).status()).isEqualTo(400);
        assertThat(refused(form("--BB\r\nContent-Type: text/plain\r\n\r\nx\r\n")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "--BB", "--BB\r\n", "--BB-", "--BBx\r\n", "x\r\n--BB--\r\n", "--BB--x", "--BB--\r\nx",
            "--BB\r\n\r\nx\r\n--BB--", "--BB \r\nContent-Disposition: form-data; name=x\r\n\r\ny\r\n--BB--",
            "--BB\r\nContent-Disposition: form-data; name=x\r\n\r\ny",
            "--BB\r\nContent-Disposition: form-data; name=x\r\n\r\ny\r\n--BB",
            "--BB\r\nContent-Disposition: form-data; name=x\r\n\r\ny\r\n--BBz\r\n--BB--",
            "--BB\r\nContent-Disposition: form-data; name=x\r\n\r\ny\n--BB--",
            "--BB\r\nContent-Disposition: form-data; name=x\r\n\r\ny\r--BB--\r\n--BB--",
            "--BB\r\nContent-Disposition: form-data; name=x\r\n\r\n--BB--",
            "--BB\nContent-Disposition: form-data; name=x\n\ny\n--BB--", "{\"model\":\"m\"}" })
    void refusesABodyThatIsNotMadeOfWholeParts(String body) {
        assertThat(refused(body).status()).isEqualTo(400);
    }

    @Test
    void takesAnEmptyFieldForOne() {
        assertThat(accepted(part("name=\"prompt\"", "")).call().model()).isEmpty();
        assertThat(refused(form(part("name=\"model\"", ""))).param()).contains("model");
    }

    @ParameterizedTest
    @ValueSource(strings = { "multipart/form-data", "multipart/form-data; boundary=\"\"",
            "multipart/form-data; boundary=BB; boundary=CC", "multipart/form-data; boundary=\"B\\\"B\"",
            "multipart/form-data; boundary=\"BB \"", "multipart/mixed; boundary=BB" })
    void refusesAFormWithoutAUsableBoundary(String contentType) {
        Headers headers = Headers.of(new Header("Content-Type", contentType));

        assertThat(Requests.refused(Endpoint.TRANSCRIPTIONS, headers, bytes(form(MODEL))).status()).isEqualTo(400);
    }

    @Test
    void refusesAModelThatIsNoName() {
        assertThat(refused(form(part("name=\"model\"", "a\tb"))).param()).contains("model");
        assertThat(refused(form(part("name=\"model\"", "\u00ff"))).message()).contains("UTF-8");
        assertThat(refused(form(part("name=\"model\"", "x".repeat(2_000)))).message()).contains("1024 bytes");
    }

    @Test
    void B3_refusesANumberOfChoicesThatIsNone() {
        for (String value : new String[] { "0", "129", "1e9", "-1", "", "99999999999" }) {
            assertThat(refused(form(MODEL + part("name=\"n\"", value))).param()).contains("n");
        }
        accepted(MODEL + part("name=\"n\"", "4"));
    }

    @Test
    void B12_refusesFieldsThatAnotherProxyMightObey() {
        assertThat(refused(form(MODEL + part("name=\"api_base\"", "http://elsewhere"))).param()).contains("api_base");
    }

    @Test
    void boundsPartsAndTheirHeaders() {
        assertThat(refused(form(part("name=\"a\"", "").repeat(129))).message()).contains("more than 128 parts");
        assertThat(refused(form(part("name=\"a\"\r\nx: " + "y".repeat(9_000), ""))).message()).contains("8192 bytes");
    }

    @Test
    void takesJsonOnTheSameEndpoint() {
        byte[] body = bytes("{\"model\":\"m\"}");

        assertThat(Requests.accepted(Endpoint.IMAGE_EDITS, Headers.NONE, body).body()).isInstanceOf(JsonBody.class);
    }

    private static String part(String disposition, String content) {
        return "--BB\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private static String form(String parts) {
        return parts + "--BB--\r\n";
    }

    private static CallReading.Accepted accepted(String parts) {
        return Requests.accepted(Endpoint.TRANSCRIPTIONS, FORM, bytes(form(parts)));
    }

    private static Reject refused(String body) {
        return Requests.refused(Endpoint.TRANSCRIPTIONS, FORM, bytes(body));
    }

    private static String edited(String parts, String model) {
        byte[] edited = accepted(parts).body().edited(new BodyEdits(Optional.of(new RequestModel(model)), false));
        return new String(edited, StandardCharsets.ISO_8859_1);
    }

    /** Latin-1, so that a test can put any byte into a body. */
    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.ISO_8859_1);
    }

}
