package llmgateway.simulator;

import java.net.http.HttpResponse;
import java.util.Base64;

import llmgateway.simulator.generation.ThoughtSeal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the simulator thinks comes as each API has it, and is known again when sent back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThinkingTest {

    private static final String THOUGHT = "I am asked 1 words, and think.";

    private static final String SEAL = ThoughtSeal.of(THOUGHT);

    private static final String CLAUDE = """
            {"model":"m","max_tokens":2000,"thinking":{"type":"enabled","budget_tokens":1024},"stream":%s,
             "messages":[{"role":"user","content":"Hi"}]}""";

    private static final String GEMINI = """
            {"contents":[{"parts":[{"text":"Hi"}]}],"generationConfig":{"thinkingConfig":{"includeThoughts":true}}}""";

    private final HttpSender simulator = new HttpSender();

    @AfterAll
    void stop() {
        this.simulator.close();
    }

    @Test
    void ofAnthropicInASignedBlock() throws Exception {
        JsonNode block = this.simulator.json("/anthropic/v1/messages", CLAUDE.formatted(false)).at("/content/0");
        String stream = this.simulator.send("/anthropic/v1/messages", CLAUDE.formatted(true)).body();

        assertThat(block.path("thinking").asString()).isEqualTo(THOUGHT);
        assertThat(block.path("signature").asString()).isEqualTo(SEAL);
        assertThat(stream).contains("{\"type\":\"thinking_delta\",\"thinking\":\"I \"}",
                "{\"type\":\"signature_delta\",\"signature\":\"" + SEAL + "\"}", "\"index\":1");
    }

    @Test
    void ofGeminiInAThoughtPartAndASignature() throws Exception {
        JsonNode parts = this.simulator.json("/gemini/v1beta/models/m:generateContent", GEMINI)
            .at("/candidates/0/content/parts");
        String stream = this.simulator.send("/gemini/v1beta/models/m:streamGenerateContent?alt=sse", GEMINI).body();

        assertThat(parts.at("/0/thought").asBoolean()).isTrue();
        assertThat(parts.at("/0/text").asString()).isEqualTo(THOUGHT);
        assertThat(parts.at("/1/thoughtSignature").asString()).isEqualTo(SEAL);
        assertThat(stream).contains("{\"text\":\"\",\"thoughtSignature\":\"" + SEAL + "\"}");
    }

    @Test
    void ofBedrockInReasoningContent() throws Exception {
        JsonNode answer = this.simulator.json("/model/m/converse", """
                {"messages":[{"role":"user","content":[{"text":"Hi"}]}],
                 "additionalModelRequestFields":{"thinking":{"type":"adaptive"}}}""");

        JsonNode text = answer.at("/output/message/content/0/reasoningContent/reasoningText");
        assertThat(text.path("text").asString()).isEqualTo(THOUGHT);
        assertThat(text.path("signature").asString()).isEqualTo(SEAL);
    }

    @Test
    void ofResponsesInAReasoningItem() throws Exception {
        String body = """
                {"model":"m","input":"Hi","stream":%s,"reasoning":{"effort":"low","summary":"auto"},
                 "include":["reasoning.encrypted_content"]}""";
        JsonNode item = this.simulator.json("/v1/responses", body.formatted(false)).at("/output/0");
        String stream = this.simulator.send("/v1/responses", body.formatted(true)).body();

        assertThat(item.path("type").asString()).isEqualTo("reasoning");
        assertThat(item.at("/summary/0/text").asString()).isEqualTo(THOUGHT);
        assertThat(item.path("encrypted_content").asString()).isEqualTo(SEAL);
        assertThat(stream).contains("response.reasoning_summary_text.delta", "response.reasoning_summary_part.done");
    }

    @ParameterizedTest
    @CsvSource({ "gpt-5.5, false", "deepseek-chat, true" })
    void ofChatCompletionsInReasoningContentWhereAProviderTellsIt(String model, boolean told) throws Exception {
        String body = "{\"model\":\"" + model
                + "\",\"reasoning_effort\":\"low\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        JsonNode answer = this.simulator.json("/v1/chat/completions", body);

        assertThat(answer.at("/choices/0/message").has("reasoning_content")).isEqualTo(told);
        assertThat(answer.at("/usage/completion_tokens_details/reasoning_tokens").asInt()).isEqualTo(7);
    }

    @Test
    void ofCohereInAContentOfItsOwn() throws Exception {
        JsonNode answer = this.simulator.json("/v2/chat",
                "{\"model\":\"m\",\"thinking\":{\"type\":\"enabled\"},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

        assertThat(answer.at("/message/content/0/thinking").asString()).isEqualTo(THOUGHT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0',
            textBlock = """
                    /v1/messages | {"model":"m","max_tokens":5,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"thinking","thinking":"THOUGHT","signature":"SEAL"}]},{"role":"user","content":"And?"}]}
                    /gemini/v1beta/models/m:generateContent | {"contents":[{"role":"model","parts":[{"text":"Hi","thoughtSignature":"SEAL"}]}]}
                    /model/m/converse | {"messages":[{"role":"user","content":[{"text":"Hi"}]},{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"THOUGHT","signature":"SEAL"}}}]},{"role":"user","content":[{"text":"And?"}]}]}
                    /v1/responses | {"model":"m","input":[{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"SEAL"},{"role":"assistant","content":"Hello"}]}
                    """)
    void isKnownAgainAndNoOther(String path, String body) throws Exception {
        String sealed = body.replace("THOUGHT", THOUGHT).replace("SEAL", SEAL);
        HttpResponse<String> forged = this.simulator.send(path, body.replace("THOUGHT", THOUGHT)
            .replace("SEAL", Base64.getEncoder().encodeToString("forged".getBytes())));

        assertThat(this.simulator.send(path, sealed).statusCode()).isEqualTo(200);
        assertThat(forged.statusCode()).isEqualTo(400);
    }

    @Test
    void comesBeforeCallsWhereABudgetAskedForIt() throws Exception {
        HttpResponse<String> response = this.simulator.send("/v1/messages", """
                {"model":"m","max_tokens":2000,"thinking":{"type":"enabled","budget_tokens":1024},"messages":[
                 {"role":"user","content":"Hi"},
                 {"role":"assistant","content":[{"type":"tool_use","id":"1","name":"f","input":{}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"x"}]}]}""");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("must start with a thinking block");
    }

}
