package llmgateway.e2e.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.e2e.gateway.wire.RunnerMessage.Entry;
import llmgateway.e2e.gateway.wire.RunnerMessage.Rewrite;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The double applies a rewrite as {@code golden/README.md} says APISIX was seen to. */
class ProxiedRequestTest {

    private static final ProxiedRequest REQUEST = new ProxiedRequest("POST", "/v1/x",
            QueryString.decode("a=1&a=2&b=x%20y&flag"),
            Headers.of(new Header("x-tag", "one"), new Header("x-tag", "two"), new Header("x-gone", "v")),
            "gateway.example", "body".getBytes(StandardCharsets.UTF_8), List.of());

    @Test
    void aRepeatedHeaderKeepsTheLastValueAndOneWithoutAValueIsRemoved() {
        Headers changed = REQUEST.apply(headers(set("X-Tag", "three"), set("X-Tag", "four"), remove("X-Gone")))
            .headers();
        assertThat(changed.all("x-tag")).containsExactly("four");
        assertThat(changed.contains("x-gone")).isFalse();
    }

    @Test
    void hostChangesTheUpstreamsHost() {
        assertThat(REQUEST.apply(headers(set("Host", "api.example"))).host()).isEqualTo("api.example");
    }

    @Test
    void aQuestionMarkInThePathIsEscapedAndArgumentsAreAddedUp() {
        Rewrite rewrite = new Rewrite(1, Optional.of("/p?q/ü x"), List.of(),
                List.of(set("c", "3"), set("c", "4"), remove("a"), set("b", "ž")), List.of(), new byte[0]);
        assertThat(REQUEST.apply(rewrite).target()).isEqualTo("/p%3Fq/%C3%BC%20x?b=%C5%BE&flag&c=3&c=4");
    }

    @Test
    void anEmptyBodyIsIgnored() {
        assertThat(REQUEST.apply(headers()).body()).asString().isEqualTo("body");
    }

    @Test
    void framingAndTypeOfTheResponseCannotBeSet() {
        Rewrite rewrite = new Rewrite(1, Optional.empty(), List.of(), List.of(),
                List.of(set("Content-Type", "text/x"), set("Content-Length", "1"), set("x-a", "1"), set("x-a", "2")),
                new byte[0]);
        assertThat(REQUEST.apply(rewrite).responseHeaders()).containsExactly(new Header("x-a", "1"),
                new Header("x-a", "2"));
    }

    private static Rewrite headers(Entry... entries) {
        return new Rewrite(1, Optional.empty(), List.of(entries), List.of(), List.of(), new byte[0]);
    }

    private static Entry set(String name, String value) {
        return new Entry(name, Optional.of(value));
    }

    private static Entry remove(String name) {
        return new Entry(name, Optional.empty());
    }

}
