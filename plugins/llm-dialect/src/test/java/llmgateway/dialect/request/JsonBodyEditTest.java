package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import llmgateway.core.model.RequestModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonBodyEditTest {

    private static final BodyEdits NOTHING = new BodyEdits(Optional.empty(), false);

    private static final BodyEdits ASK_FOR_USAGE = new BodyEdits(Optional.empty(), true);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            value = { "{\"model\":\"a\",\"x\":1}|{\"model\":\"new\",\"x\":1}",
                    "{ \"x\" : 1 , \"model\" : \"\\u0061\" }|{ \"x\" : 1 , \"model\" : \"new\" }",
                    "{\"x\":\"\u20ac\",\"\\u006dodel\":\"\u20ac\"}|{\"x\":\"\u20ac\",\"\\u006dodel\":\"new\"}",
                    "{}|{\"model\":\"new\"}", "{ \"x\":1}|{\"model\":\"new\", \"x\":1}" })
    void setsTheModelAndLeavesEveryOtherByte(String body, String edited) {
        assertThat(edit(body, setModel("new"))).isEqualTo(edited);
    }

    @Test
    void escapesTheModelItSets() {
        assertThat(edit("{\"model\":\"a\"}", setModel("q\"\\\u20ac"))).isEqualTo("{\"model\":\"q\\\"\\\\\u20ac\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"stream\":true}|{\"stream_options\":{\"include_usage\":true},\"stream\":true}",
            "{\"stream_options\":null}|{\"stream_options\":{\"include_usage\":true}}",
            "{\"stream_options\":{ }}|{\"stream_options\":{\"include_usage\":true }}",
            "{\"stream_options\":{\"a\":1}}|{\"stream_options\":{\"include_usage\":true,\"a\":1}}",
            "{\"stream_options\": {\"include_usage\" : false}}|{\"stream_options\": {\"include_usage\" : true}}",
            "{\"stream_options\":{\"include_usage\":null,\"a\":[]}}|{\"stream_options\":{\"include_usage\":true,\"a\":[]}}",
            "{\"x\":{\"stream_options\":null}}|{\"stream_options\":{\"include_usage\":true},\"x\":{\"stream_options\":null}}" })
    void E7_asksForUsageWhateverTheClientSaid(String body, String edited) {
        assertThat(Requests.accepted(body).body().asksForUsage()).isFalse();
        assertThat(edit(body, ASK_FOR_USAGE)).isEqualTo(edited);
        assertThat(Requests.accepted(edited).body().asksForUsage()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{\"x\":1}|{\"max_tokens\":9,\"x\":1}",
            "{ }|{\"max_tokens\":9 }", "{\"max_tokens\": null }|{\"max_tokens\": 9 }",
            "{\"max_tokens\":10}|{\"max_tokens\":9}", "{\"max_tokens\":9}|{\"max_tokens\":9}",
            "{\"max_tokens\":0}|{\"max_tokens\":0}",
            "{\"max_completion_tokens\":2147483647,\"max_tokens\":3}|{\"max_completion_tokens\":9,\"max_tokens\":3}",
            "{\"max_completion_tokens\":null}|{\"max_tokens\":9,\"max_completion_tokens\":null}",
            "{\"max_output_tokens\":10}|{\"max_tokens\":9,\"max_output_tokens\":10}",
            "{\"x\":{\"max_tokens\":10}}|{\"max_tokens\":9,\"x\":{\"max_tokens\":10}}" })
    void E5_limitsTheOutputWhateverTheClientSaid(String body, String edited) {
        assertThat(edit(body, NOTHING.withOutputLimit(new OutputLimit("max_tokens", 9)))).isEqualTo(edited);
        assertThat(Requests.accepted(edited).call().outputLimit().orElseThrow()).isLessThanOrEqualTo(9);
    }

    @Test
    void makesBothEditsInOneObjectWithoutMembers() {
        assertThat(edit(" {\n}", new BodyEdits(Optional.of(new RequestModel("m")), true)))
            .isEqualTo(" {\"model\":\"m\",\"stream_options\":{\"include_usage\":true}\n}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"model\":\"m\",\"stream_options\":{\"include_usage\":true}}",
            "{\"model\":\"\\u006d\",\"stream_options\":{\"include_usage\":true}}" })
    void keepsTheArrayWhereNothingChanges(String body) {
        RequestBody read = Requests.accepted(body).body();

        assertThat(read.edited(NOTHING)).isSameAs(read.bytes());
        assertThat(read.edited(new BodyEdits(Optional.of(new RequestModel("m")), true))).isSameAs(read.bytes());
        assertThat(read.asksForUsage()).isTrue();
    }

    @Test
    void B5_leavesAByteOrderMarkOff() {
        assertThat(edit("\uFEFF {\"model\":\"a\"}", NOTHING)).isEqualTo(" {\"model\":\"a\"}");
        assertThat(edit("\uFEFF {\"model\":\"a\"}", setModel("b"))).isEqualTo(" {\"model\":\"b\"}");
    }

    private static BodyEdits setModel(String name) {
        return new BodyEdits(Optional.of(new RequestModel(name)), false);
    }

    private static String edit(String body, BodyEdits edits) {
        return new String(Requests.accepted(body).body().edited(edits), StandardCharsets.UTF_8);
    }

}
