package llmgateway.dialect.format;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestFieldsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void whatNobodyAsksForIsUnreadByItsPath() {
        RequestFields fields = fields("""
                {"a":1,"b":{"c":2,"d":{"e":3}},"f":[{"g":4,"h":5},{"h":6}],"i":null,"j":7}""");
        fields.integer("a", 0);
        fields.requiredObject("b").integer("c", 0);
        fields.objects("f").forEach((element) -> element.integer("h", 0));
        fields.ignore("j");

        assertThat(fields.unread()).containsExactly("b.d", "f[0].g");
    }

    @Test
    void aFieldThatIsNullIsLeftOut() {
        RequestFields fields = fields("{\"a\":null}");

        assertThat(fields.string("a")).isEmpty();
        assertThat(fields.bool("a")).isEmpty();
        assertThat(fields.integer("a", 0)).isEmpty();
        assertThat(fields.number("a")).isEmpty();
        assertThat(fields.object("a")).isEmpty();
        assertThat(fields.objects("a")).isEmpty();
        assertThat(fields.strings("a")).isEmpty();
        assertThat(fields.has("a")).isFalse();
        refused("'a' is required.", "a", () -> fields.requiredString("a"));
    }

    @Test
    void aWrongTypeIsRefusedWithItsPath() {
        RequestFields fields = fields("{\"a\":[{\"b\":\"x\"},7],\"c\":{\"d\":1.5,\"e\":true},\"f\":[\"x\",1]}");
        RequestFields inner = fields.requiredObject("c");

        refused("'a[1]' must be an object.", "a[1]", () -> fields.objects("a"));
        refused("'c.d' must be a string.", "c.d", () -> inner.string("d"));
        refused("'c.d' must be an integer from 1.", "c.d", () -> inner.integer("d", 1));
        refused("'c.d' must be a boolean.", "c.d", () -> inner.bool("d"));
        refused("'c.e' must be a number.", "c.e", () -> inner.number("e"));
        refused("'c.e' must be an array.", "c.e", () -> inner.strings("e"));
        refused("'c.e' must be an object.", "c.e", () -> inner.object("e"));
        refused("'f[1]' must be a string.", "f[1]", () -> fields.strings("f"));
    }

    @Test
    void B3_numbersOutOfRangeAreRefused() {
        RequestFields fields = fields("{\"a\":-1,\"b\":9223372036854775808,\"c\":1e999,\"d\":21,\"e\":20}");

        refused("'a' must be an integer from 0.", "a", () -> fields.integer("a", 0));
        refused("'b' must be an integer from 0.", "b", () -> fields.integer("b", 0));
        refused("'c' must be a number.", "c", () -> fields.number("c"));
        refused("'d' must be an integer from 0 to 20.", "d", () -> fields.integer("d", 0, 20));
        assertThat(fields.integer("e", 0, 20)).isEqualTo(OptionalInt.of(20));
        assertThat(fields.integer("a", Long.MIN_VALUE)).isEqualTo(OptionalLong.of(-1));
    }

    @Test
    void aWordThatTheApiDoesNotKnowIsRefusedWithThoseItKnows() {
        RequestFields fields = fields("{\"a\":\"low\",\"b\":\"lower\"}");
        Map<String, Integer> words = Map.of("low", 1, "high", 2);

        assertThat(fields.word("a", words)).contains(1);
        refused("'b' must be one of high, low.", "b", () -> fields.word("b", words));
    }

    @Test
    void aBodyThatIsNoObjectIsRefused() {
        assertThatExceptionOfType(UntranslatableRequest.class).isThrownBy(() -> fields("[]"))
            .withMessageContaining("must be an object");
    }

    @Test
    void stringsAreReadByTheirNames() {
        assertThat(fields("{\"m\":{\"a\":\"x\",\"b\":\"y\"}}").stringsByName("m"))
            .isEqualTo(Map.of("a", "x", "b", "y"));
        refused("'m.a' must be a string.", "m.a", () -> fields("{\"m\":{\"a\":1}}").stringsByName("m"));
        assertThat(fields("{\"m\":[\"a\",\"b\"]}").strings("m")).isEqualTo(List.of("a", "b"));
    }

    private static void refused(String message, String field, ThrowingCallable call) {
        assertThatExceptionOfType(UntranslatableRequest.class).isThrownBy(call).satisfies((refusal) -> {
            assertThat(refusal.reject().message()).isEqualTo(message);
            assertThat(refusal.reject().param()).contains(field);
        });
    }

    private static RequestFields fields(String json) {
        return RequestFields.of(JSON.readTree(json));
    }

}
