package llmgateway.e2e.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import llmgateway.e2e.gateway.CallFacts;
import llmgateway.e2e.gateway.PluginAnswer;
import llmgateway.e2e.gateway.wire.RunnerMessage;
import llmgateway.e2e.gateway.wire.RunnerMessage.Entry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call of which every part says whose it is, so that a part of another shows.
 *
 * @param number seeds all of it
 * @param bodyBytes length of the body
 * @param headers how many headers
 */
public record NumberedCall(int number, int bodyBytes, int headers) {

    private static final String MULTI_BYTE = "žluťoučký 日本 🐎 ";

    public CallFacts facts() {
        List<Entry> headerLines = new ArrayList<>();
        for (int index = 0; index < this.headers; index++) {
            headerLines.add(new Entry("x-part-" + index, Optional.of(MULTI_BYTE + this.number + "/" + index)));
        }
        return new CallFacts(
                new byte[] { 10, (byte) (this.number >> 16), (byte) (this.number >> 8), (byte) this.number }, "POST",
                path(), List.of(new Entry("n", Optional.of(MULTI_BYTE + this.number))), headerLines,
                Map.of("call_name", name()), body());
    }

    /** Fails unless the answer is what {@link MirrorFilter} makes of this call. */
    public void assertMirrored(PluginAnswer answer) {
        assertThat(answer).isInstanceOfSatisfying(PluginAnswer.Verdict.class,
                (verdict) -> assertMirrored(verdict.verdict()));
    }

    /** As {@link #assertMirrored(PluginAnswer)}. */
    public void assertMirrored(RunnerMessage message) {
        assertThat(message).isInstanceOfSatisfying(RunnerMessage.Rewrite.class, (rewrite) -> {
            assertThat(rewrite.path()).contains(path());
            assertThat(rewrite.headers()).containsExactly(new Entry("x-call-name", Optional.of(name())));
            assertThat(rewrite.args()).containsExactlyElementsOf(facts().args());
            assertThat(rewrite.responseHeaders()).containsExactlyElementsOf(facts().headers());
            assertThat(rewrite.body()).isEqualTo(body());
        });
    }

    private String name() {
        return "call " + this.number + " " + MULTI_BYTE;
    }

    private String path() {
        return "/v1/" + MULTI_BYTE.strip() + "/" + this.number;
    }

    private byte[] body() {
        byte[] body = new byte[this.bodyBytes];
        new SplittableRandom(this.number).nextBytes(body);
        byte[] text = (MULTI_BYTE + this.number).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(text, 0, body, 0, Math.min(text.length, body.length));
        return body;
    }

}
