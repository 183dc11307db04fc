package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import llmgateway.core.call.Endpoint;
import llmgateway.dialect.conversation.Signature;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SignatureMarksTest {

    private static final String TOLD = new Signature("cohere", "thinking").forClient();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            MESSAGES | {"type":"thinking","thinking":"hm","signature":"TOLD"} | true
            MESSAGES | {"type":"redacted_thinking","data":"tool_call.TOLD"} | true
            MESSAGES | {"type":"thinking","thinking":"TOLD","signature":"EqQBCg=="} | true
            MESSAGES | {"type":"thinking","thinking":"a TOLD","signature":"EqQBCg=="} | false
            RESPONSES | {"type":"reasoning","encrypted_content":"TOLD"} | true
            CHAT_COMPLETIONS | {"reasoning_details":[{"signature": "TOLD"}]} | true
            CHAT_COMPLETIONS | {"reasoning_content":"hm"} | false
            GENERATE_CONTENT | {"text":"","thoughtSignature":"BASE64"} | true
            GENERATE_CONTENT | {"text":"","thoughtSignature":"EqQBCg=="} | false
            EMBEDDINGS | {"input":"TOLD"} | false
            """)
    void findsWhatClientsWereToldInAnotherProvidersName(Endpoint endpoint, String body, boolean found) {
        String base64 = Base64.getEncoder().encodeToString(TOLD.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = body.replace("TOLD", TOLD).replace("BASE64", base64).getBytes(StandardCharsets.UTF_8);

        assertThat(SignatureMarks.isIn(bytes, endpoint)).isEqualTo(found);
    }

}
