package llmgateway.dialect.openai;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import llmgateway.dialect.conversation.TokenLogprob;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Log probabilities of tokens. Source: {@code ChatCompletionTokenLogprob} and
 * {@code LogProb} in OpenAI's OpenAPI description 2.3.0 of August 2026.
 */
public final class Logprobs {

    private static final String ALTERNATIVES = "top_logprobs";

    private Logprobs() {
    }

    /**
     * @param tokens an array; anything else counts as empty
     */
    public static List<TokenLogprob> read(JsonNode tokens) {
        List<TokenLogprob> read = new ArrayList<>();
        for (JsonNode token : tokens) {
            read.add(new TokenLogprob(token.path("token").stringValue(""), token.path("logprob").doubleValue(0),
                    read(token.path(ALTERNATIVES))));
        }
        return read;
    }

    public static ArrayNode write(List<TokenLogprob> tokens) {
        ArrayNode written = JsonNodeFactory.instance.arrayNode();
        for (TokenLogprob token : tokens) {
            ArrayNode alternatives = write(written.addObject(), token).putArray(ALTERNATIVES);
            token.alternatives().forEach((alternative) -> write(alternatives.addObject(), alternative));
        }
        return written;
    }

    private static ObjectNode write(ObjectNode written, TokenLogprob token) {
        written.put("token", token.token());
        written.put("logprob", token.logprob());
        ArrayNode bytes = written.putArray("bytes");
        for (byte unit : token.token().getBytes(StandardCharsets.UTF_8)) {
            bytes.add(Byte.toUnsignedInt(unit));
        }
        return written;
    }

}
