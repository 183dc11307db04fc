package llmgateway.core.http;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeadersTest {

    private final Headers headers = Headers.of(new Header("X-Multi", "one"), new Header("Accept", "*/*"),
            new Header("x-multi", "two"));

    @Test
    void R14_findsNamesWithoutCaseAndKeepsRepeats() {
        assertThat(this.headers.all("X-MULTI")).containsExactly("one", "two");
        assertThat(this.headers.first("accept")).contains("*/*");
    }

    @Test
    void absentHeaderIsAbsent() {
        assertThat(this.headers.first("authorization")).isEmpty();
        assertThat(this.headers.all("authorization")).isEmpty();
    }

    @Test
    void settingReplacesEveryLineOfTheName() {
        assertThat(this.headers.with("X-MULTI", "three").all("x-multi")).containsExactly("three");
    }

}
