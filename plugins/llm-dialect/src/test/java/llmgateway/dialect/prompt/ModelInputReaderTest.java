package llmgateway.dialect.prompt;

import java.nio.charset.StandardCharsets;
import java.util.List;

import llmgateway.core.call.Endpoint;
import llmgateway.dialect.prompt.ModelInput.Message;
import llmgateway.dialect.prompt.ModelInput.Part;
import llmgateway.dialect.prompt.ModelInput.Part.Other;
import llmgateway.dialect.prompt.ModelInput.Part.Text;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ModelInputReaderTest {

    @Test
    void readsChatMessagesWithTheirRolesWhereverThoseStand() {
        assertThat(read(Endpoint.CHAT_COMPLETIONS, """
                {"model":"m","messages":[{"content":"a","role":"system"},{"role":"user","content":[
                {"type":"text","text":"b"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA"}}]},
                {"role":"assistant","content":null,"tool_calls":[{"id":"t","function":{"name":"f","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"t","content":"c"}],"user":"u"}""")).isEqualTo(new ModelInput(List.of(),
                List.of(message("system", new Text("a")), message("user", new Text("b"), new Other("image_url")),
                        message("assistant", new Other("tool_call")), message("tool", new Text("c")))));
    }

    @Test
    void readsResponsesItems() {
        assertThat(read(Endpoint.RESPONSES, """
                {"instructions":"i","input":[{"role":"user","content":[{"type":"input_text","text":"a"}]},
                {"type":"function_call","name":"f","arguments":"{}"},
                {"type":"function_call_output","call_id":"1","output":"b"}]}"""))
            .isEqualTo(new ModelInput(List.of("i"), List.of(message("user", new Text("a")),
                    message("user", new Other("function_call")), message("user", new Text("b")))));
        assertThat(read(Endpoint.RESPONSES, "{\"input\":\"a\"}").messages())
            .containsExactly(message("user", new Text("a")));
    }

    @Test
    void readsContentsOfGemini() {
        assertThat(read(Endpoint.GENERATE_CONTENT, """
                {"systemInstruction":{"parts":[{"text":"i"}]},"contents":[{"parts":[{"text":"a"},
                {"inlineData":{"mimeType":"image/png","data":"AA"}}]},
                {"role":"model","parts":[{"functionCall":{"name":"f","args":{"text":"x"}},"thoughtSignature":"AA"}]},
                {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":"b"}}}]}]}"""))
            .isEqualTo(new ModelInput(List.of("i"), List.of(message("user", new Text("a"), new Other("inlineData")),
                    message("model", new Other("functionCall")), message("user", new Other("functionResponse")))));
    }

    @Test
    void readsMessagesOfConverse() {
        assertThat(read(Endpoint.CONVERSE, """
                {"system":[{"text":"i"},{"cachePoint":{"type":"default"}}],"messages":[
                {"role":"user","content":[{"text":"a"},{"image":{"format":"png","source":{"bytes":"AA"}}}]},
                {"role":"assistant","content":[{"toolUse":{"toolUseId":"1","name":"f","input":{"text":"x"}}}]},
                {"role":"user","content":[{"toolResult":{"toolUseId":"1","content":[{"text":"b"}]}}]}]}"""))
            .isEqualTo(new ModelInput(List.of("i"), List.of(message("user", new Text("a"), new Other("image")),
                    message("assistant", new Other("toolUse")), message("user", new Text("b")))));
    }

    @Test
    void readsPlainInputs() {
        assertThat(read(Endpoint.EMBEDDINGS, "{\"input\":[\"a\",\"b\"]}").messages())
            .containsExactly(message("user", new Text("a")), message("user", new Text("b")));
        assertThat(read(Endpoint.EMBEDDINGS, "{\"input\":[[1,2],[3]]}").messages()).isEmpty();
        assertThat(read(Endpoint.COMPLETIONS, "{\"prompt\":\"a\"}").messages())
            .containsExactly(message("user", new Text("a")));
    }

    @Test
    void keepsNoMoreCharactersThanAskedFor() {
        byte[] body = "{\"prompt\":[\"abc\",\"def\",\"ghi\"]}".getBytes(StandardCharsets.UTF_8);

        assertThat(ModelInputReader.read(Endpoint.COMPLETIONS, body, 5).messages())
            .containsExactly(message("user", new Text("abc")), message("user", new Text("de")));
    }

    private static Message message(String role, Part... parts) {
        return new Message(role, List.of(parts));
    }

    private static ModelInput read(Endpoint endpoint, String body) {
        return ModelInputReader.read(endpoint, body.getBytes(StandardCharsets.UTF_8), 1000);
    }

}
