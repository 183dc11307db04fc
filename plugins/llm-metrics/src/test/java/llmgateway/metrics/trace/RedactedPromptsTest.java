package llmgateway.metrics.trace;

import java.nio.charset.StandardCharsets;
import java.util.List;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Endpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedactedPromptsTest {

    private static final CallId ID = new CallId("call_1");

    private final PromptRecords prompts = new RedactedPrompts(new Redaction(List.of()), 100);

    @Test
    void hasTheConventionsShapeAndIsHandedOutOnce() {
        record(Endpoint.MESSAGES, """
                {"model":"m","system":[{"type":"text","text":"Be brief."}],"messages":[
                {"role":"user","content":[{"type":"text","text":"Say \\"hi\\" to a@example.com"},{"type":"image",
                "source":{"type":"base64","data":"AAAA"}}]},{"role":"assistant","content":"hi"}]}""");

        assertThat(this.prompts.take(ID)).hasValueSatisfying((prompt) -> {
            assertThat(prompt.system()).contains("[{\"type\":\"text\",\"content\":\"Be brief.\"}]");
            assertThat(prompt.messages()).contains("[{\"role\":\"user\",\"parts\":["
                    + "{\"type\":\"text\",\"content\":\"Say \\\"hi\\\" to [e-mail]\"},{\"type\":\"image\"}]},"
                    + "{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"hi\"}]}]");
        });
        assertThat(this.prompts.take(ID)).isEmpty();
    }

    @Test
    void isCutAtItsLimitBetweenCharacters() {
        record(Endpoint.CHAT_COMPLETIONS, "{\"messages\":[{\"role\":\"user\",\"content\":\"a" + "ü".repeat(90)
                + "\"},{\"role\":\"user\",\"content\":\"b\"}]}");

        assertThat(this.prompts.take(ID).orElseThrow().messages())
            .contains("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"a" + "ü".repeat(49) + "…\"}]}]");
    }

    @Test
    void aSecretAcrossTheLimitIsFoundBeforeTheCut() {
        record(Endpoint.CHAT_COMPLETIONS,
                "{\"messages\":[{\"role\":\"user\",\"content\":\"" + "a ".repeat(47) + "sk-proj-abcdefghijklmnop\"}]}");

        assertThat(this.prompts.take(ID).orElseThrow().messages().orElseThrow()).doesNotContain("sk-")
            .contains("[key]");
    }

    @Test
    void keepsNothingOfABodyThatHasNoTexts() {
        record(Endpoint.TRANSCRIPTIONS, "--boundary");
        record(Endpoint.CHAT_COMPLETIONS, "{}");

        assertThat(this.prompts.take(ID)).isEmpty();
    }

    private void record(Endpoint endpoint, String body) {
        this.prompts.record(ID, endpoint, body.getBytes(StandardCharsets.UTF_8));
    }

}
