package llmgateway.dialect.prompt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Headers;
import llmgateway.core.prompt.Prompt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class JsonPromptTest {

    private static final String PNG = Base64.getEncoder().encodeToString(ImageFiles.png(640, 480));

    @Test
    void hasAReaderForEveryBodyThatAClientMaySend() {
        Set<Endpoint> withoutBody = EnumSet.of(Endpoint.MODELS, Endpoint.MODEL, Endpoint.ANTHROPIC_MODELS,
                Endpoint.ANTHROPIC_MODEL, Endpoint.GEMINI_MODELS, Endpoint.GEMINI_MODEL);
        Arrays.stream(Endpoint.values())
            .filter((endpoint) -> endpoint.isForClients() && !withoutBody.contains(endpoint))
            .forEach((endpoint) -> assertThatCode(() -> Told.of(endpoint, "{}")).as(endpoint.name())
                .doesNotThrowAnyException());
    }

    @Test
    void tellsAChatMessageByMessage() {
        assertThat(Told.of(Endpoint.CHAT_COMPLETIONS, """
                {"model":"gpt-4o","temperature":0.2,"max_tokens":5,"stop":["x"],"user":"u","metadata":{"a":"b"},
                 "messages":[{"role":"system","content":"Be brief."},
                  {"role":"user","name":"bob","content":[{"type":"text","text":"What is this?"},
                    {"type":"image_url","image_url":{"url":"https://x.test/a.png","detail":"low"}}]},
                  {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",
                    "function":{"name":"look","arguments":"{\\"a\\":1}"}}]},
                  {"role":"tool","tool_call_id":"call_1","content":"a cat"}]}""")).containsExactly("turn",
                "text system", "text Be brief.", "turn", "text user", "text bob", "text What is this?",
                "image unknown low", "turn", "text assistant", "text call_1", "text look", "text {\"a\":1}", "turn",
                "text tool", "text call_1", "text a cat");
    }

    @Test
    void tellsGeminiContentsInEitherSpelling() {
        assertThat(Told.of(Endpoint.GENERATE_CONTENT, """
                {"system_instruction":{"parts":{"text":"Be brief."}},
                 "contents":[{"role":"user","parts":[{"text":"What is this?"},
                   {"inlineData":{"data":"%s","mimeType":"image/png"}},
                   {"inline_data":{"mime_type":"audio/wav","data":"AAAAAAAA"}},
                   {"fileData":{"fileUri":"gs://b/a.pdf","mimeType":"application/pdf"}}]},
                  {"role":"model","parts":[{"text":"hm","thought":true,"thoughtSignature":"c2ln"},
                   {"functionCall":{"name":"look","args":{"a":1}}}]},
                  {"parts":[{"functionResponse":{"name":"look","response":{"output":"a cat"},
                   "parts":[{"inlineData":{"mimeType":"application/pdf","data":"AAAA"}}]}}]}],
                 "cachedContent":"cachedContents/1","safetySettings":[{"threshold":"OFF"}],"toolConfig":{"x":"y"},
                 "generationConfig":{"temperature":1,"stopSequences":["x"]}}""".formatted(PNG))).containsExactly("turn",
                "text Be brief.", "turn", "text What is this?", "image 640x480", "audio 6", "elsewhere", "turn",
                "text hm", "text c2ln",
                "text {\n    \"name\": \"look\",\n    \"args\": {\n    \"a\": 1,\n    },\n    },", "turn", "text look",
                "text {\n    \"output\": \"a cat\",\n    },", "document 3", "elsewhere");
    }

    @Test
    void tellsConverseMessagesAndTools() {
        assertThat(Told.of(Endpoint.CONVERSE,
                """
                        {"system":[{"text":"Be brief."},{"cachePoint":{"type":"default","ttl":"1h"}}],
                         "messages":[{"role":"user","content":[{"text":"What is this?"},
                           {"image":{"format":"png","source":{"bytes":"%s"}}},
                           {"document":{"name":"a","format":"pdf","source":{"bytes":"AAAA"}}},
                           {"video":{"format":"mp4","source":{"s3Location":{"uri":"s3://b/k"}}}}]},
                          {"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[{"text":"sunny"}]}}]}],
                         "toolConfig":{"tools":[{"toolSpec":{"name":"f"}},{"systemTool":{"name":"search"}}],"toolChoice":{"any":{}}},
                         "inferenceConfig":{"maxTokens":5,"stopSequences":["x"]},"serviceTier":{"type":"flex"}}"""
                    .formatted(PNG)))
            .containsExactly("turn", "text Be brief.", "cache 1h", "turn", "text What is this?", "text png",
                    "image 640x480", "text a", "text pdf", "document 3", "text mp4", "elsewhere", "turn", "text t",
                    "text sunny", "tool", "text {\n    \"name\": \"f\",\n    },", "provider tool",
                    "text {\n    \"name\": \"search\",\n    },");
    }

    @Test
    void tellsGeminiToolsAndSchemas() {
        assertThat(Told.of(Endpoint.GENERATE_CONTENT, """
                {"tools":[{"functionDeclarations":[{"name":"f"},{"name":"g"}]},{"googleSearch":{}}],
                 "generationConfig":{"responseSchema":{"type":"STRING"}}}""")).containsExactly("tool",
                "text {\n    \"name\": \"f\",\n    },", "tool", "text {\n    \"name\": \"g\",\n    },", "provider tool",
                "text {\n    },", "text {\n    \"type\": \"STRING\",\n    },");
    }

    @Test
    void writesToolsAndSchemasOutWithTheirKeys() {
        assertThat(Told.of(Endpoint.CHAT_COMPLETIONS, """
                {"tools":[{"type":"function","function":{"name":"f","description":"d\\"q","parameters":
                 {"type":"object","required":["a"],"properties":{"a":{"enum":["x",2]}}}}}],
                 "response_format":{"type":"json_schema","json_schema":{"name":"n"}}}""")).satisfiesExactly(
                (part) -> assertThat(part).isEqualTo("tool"),
                (part) -> assertThat(part).contains("\"name\": \"f\"", "d\\\"q", "\"properties\"", "\"x\"", "2"),
                (part) -> assertThat(part).contains("\"json_schema\"", "\"n\""));
    }

    @Test
    void tellsWhatItDoesNotKnowAsText() {
        assertThat(Told.of(Endpoint.CHAT_COMPLETIONS, """
                {"preamble":"p","extra":{"k":"v"},"number":7,
                 "messages":[{"role":"user","content":[{"type":"novel","riddle":"r","deep":{"x":["y"]}}]}]}"""))
            .containsExactly("text p", "text {\n    \"k\": \"v\",\n    },", "turn", "text user", "text r",
                    "text {\n    \"x\": [\n    \"y\",\n    ],\n    },");
    }

    @Test
    void readsTheSizeOfAnImageInTheRequest() {
        assertThat(Told.of(Endpoint.CHAT_COMPLETIONS, """
                {"messages":[{"role":"user","content":[{"image_url":{"detail":"high","url":"data:image/png;base64,%s"},
                 "type":"image_url"}]}]}""".formatted(PNG))).contains("image 640x480 high");
        assertThat(Told.of(Endpoint.RESPONSES, """
                {"input":[{"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,%s",
                 "detail":"auto"}]}]}""".formatted(PNG))).contains("image 640x480 auto");
        assertThat(Told.of(Endpoint.MESSAGES, """
                {"messages":[{"role":"user","content":[{"source":{"data":"%s","media_type":"image/png","type":"base64"},
                 "type":"image"}]}]}""".formatted(PNG))).contains("image 640x480");
    }

    @Test
    void tellsAudioAndDocumentsByTheirSize() {
        assertThat(Told.of(Endpoint.CHAT_COMPLETIONS,
                """
                        {"messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AAAAAAAA",
                         "format":"wav"}},{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}},
                         {"type":"file","file":{"file_id":"file-1"}}]}]}"""))
            .containsExactly("turn", "text user", "audio 6", "text a.pdf", "document 3", "elsewhere");
        assertThat(Told.of(Endpoint.MESSAGES,
                """
                        {"messages":[{"role":"user","content":[
                         {"type":"document","title":"t","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"}},
                         {"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain words"}},
                         {"type":"document","source":{"type":"url","url":"https://x.test/a.pdf"}},
                         {"type":"image","source":{"type":"file","file_id":"file_1"}},
                         {"type":"document","source":{"type":"content","content":[{"type":"text","text":"inside"}]}}]}]}"""))
            .containsExactly("turn", "text user", "text t", "document 3", "text plain words", "elsewhere",
                    "image unknown", "text inside");
    }

    @Test
    void tellsAnthropicsSystemToolsResultsAndCacheMarks() {
        assertThat(Told.of(Endpoint.MESSAGES,
                """
                        {"cache_control":{"type":"ephemeral"},
                         "system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral","ttl":"1h"}}],
                         "tools":[{"name":"f","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral","ttl":"5m"}}],
                         "messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"f","input":{"a":"b"}}]},
                          {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[
                            {"type":"text","text":"r","cache_control":{"type":"ephemeral"}}]}]}]}"""))
            .containsExactly("cache", "turn", "text s", "cache 1h", "tool",
                    "text \n    \"name\": \"f\",\n    \"input_schema\": {\n    \"type\": \"object\",\n    },", "cache",
                    "turn", "text assistant", "text t1", "text f", "text {\n    \"a\": \"b\",\n    },", "turn",
                    "text user", "text t1", "text r", "cache");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"previous_response_id\":\"resp_1\"", "\"conversation\":\"conv_1\"",
            "\"conversation\":{\"id\":\"conv_1\"}", "\"prompt\":{\"id\":\"pmpt_1\"}",
            "\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"}]", "\"input\":[{\"id\":\"msg_1\"}]",
            "\"input\":[{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[]}]",
            "\"input\":[{\"type\":\"web_search_call\",\"id\":\"ws_1\",\"action\":{\"query\":\"q\"}}]",
            "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\",\"file_url\":\"https://x.test\"}]}]" })
    void E6_tellsThatInputLiesElsewhere(String member) {
        assertThat(Told.of(Endpoint.RESPONSES, "{" + member + "}")).contains("elsewhere");
    }

    @Test
    void takesWhatIsNullForAbsent() {
        assertThat(Told.of(Endpoint.RESPONSES, """
                {"previous_response_id":null,"conversation":null,"prompt":null,"instructions":null,"tools":null,
                 "input":[{"type":"reasoning","id":"rs_1","encrypted_content":"e","summary":[]},
                  {"type":"function_call_output","id":"fo_1","call_id":"c","output":"o"}]}""")).containsExactly("turn",
                "text rs_1", "text e", "turn", "text fo_1", "text c", "text o");
    }

    @ParameterizedTest
    @CsvSource({ "web_search", "web_search_preview", "file_search", "code_interpreter", "mcp", "web_search_20250305",
            "web_fetch_20250910", "code_execution_20250825", "a_tool_of_tomorrow" })
    void E6_tellsToolsThatTheProviderRuns(String type) {
        assertThat(Told.of(Endpoint.RESPONSES, "{\"tools\":[{\"type\":\"" + type + "\"}]}")).contains("provider tool");
        assertThat(Told.of(Endpoint.MESSAGES, "{\"tools\":[{\"type\":\"" + type + "\",\"name\":\"x\"}]}"))
            .contains("provider tool");
    }

    @ParameterizedTest
    @CsvSource({ "bash_20250124", "text_editor_20250728", "computer_20251124", "memory_20250818", "apply_patch" })
    void tellsToolsThatTheProviderDefinesAndTheClientRuns(String type) {
        assertThat(Told.of(Endpoint.MESSAGES, "{\"tools\":[{\"type\":\"" + type + "\",\"name\":\"x\"}]}"))
            .contains("tool", "tokens 1500")
            .doesNotContain("provider tool");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"web_search_options\":{}", "\"search_parameters\":{\"mode\":\"on\"}",
            "\"enable_search\":true", "\"plugins\":[{\"id\":\"web\"}]" })
    void E6_tellsSearchesOfChatCompletions(String member) {
        assertThat(Told.of(Endpoint.CHAT_COMPLETIONS, "{" + member + "}")).contains("provider tool");
    }

    @Test
    void tellsThatCompactionRunsTheModelAgain() {
        assertThat(Told.of(Endpoint.MESSAGES, "{\"context_management\":{\"edits\":[{\"type\":\"compact_20260112\"}]}}"))
            .containsExactly("provider tool");
    }

    @ParameterizedTest
    @CsvSource({ "COMPLETIONS, prompt", "EMBEDDINGS, input" })
    void countsTokenIdsAsTheyAre(Endpoint endpoint, String field) {
        assertThat(Told.of(endpoint, "{\"" + field + "\":[1,2,30000]}")).containsExactly("turn", "tokens 3");
        assertThat(Told.of(endpoint, "{\"" + field + "\":[[1,2],[3]]}")).containsExactly("turn", "tokens 2", "turn",
                "tokens 1");
        assertThat(Told.of(endpoint, "{\"" + field + "\":[\"a\",\"b\"]}")).containsExactly("turn", "text a", "turn",
                "text b");
        assertThat(Told.of(endpoint, "{\"" + field + "\":\"a\"}")).containsExactly("turn", "text a");
    }

    @Test
    void tellsTheOtherEndpoints() {
        assertThat(Told.of(Endpoint.MODERATIONS, """
                {"input":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https://x.test"}}]}"""))
            .containsExactly("turn", "text a", "turn", "image unknown");
        assertThat(Told.of(Endpoint.RERANK, "{\"query\":\"q\",\"documents\":[\"a\",{\"text\":\"b\"}],\"top_n\":1}"))
            .containsExactly("turn", "text a", "turn", "text b", "turn", "text q");
        assertThat(Told.of(Endpoint.IMAGE_GENERATIONS, "{\"prompt\":\"p\",\"n\":3,\"size\":\"1024x1024\"}"))
            .containsExactly("text p", "text 1024x1024", "images 3");
        assertThat(Told.of(Endpoint.IMAGE_EDITS, "{\"prompt\":\"p\",\"images\":[{\"image_url\":\"https://x.test\"}]}"))
            .containsExactly("text p", "image unknown", "images 1");
        assertThat(Told.of(Endpoint.SPEECH, "{\"input\":\"say\",\"instructions\":\"slowly\"}"))
            .containsExactly("speak say", "text slowly");
        assertThat(Told.of(Endpoint.TRANSCRIPTIONS, "{\"file\":\"AAAA\",\"prompt\":\"p\"}")).containsExactly("audio 3",
                "text p");
    }

    @Test
    void tellsAgainWhatItToldBefore() {
        Prompt prompt = Told.read(Endpoint.CHAT_COMPLETIONS, Headers.NONE,
                "\ufeff{\"messages\":[{\"role\":\"user\",\"content\":\"h\\u00e9\"}]}".getBytes(StandardCharsets.UTF_8));

        assertThat(Told.of(prompt)).containsExactly("turn", "text user", "text h\u00e9").isEqualTo(Told.of(prompt));
    }

}
