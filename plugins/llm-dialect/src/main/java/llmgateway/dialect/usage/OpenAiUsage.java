package llmgateway.dialect.usage;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;
import tools.jackson.databind.JsonNode;

/** Reads usages out of trees, where an answer is translated. */
public final class OpenAiUsage {

    private OpenAiUsage() {
    }

    /**
     * @return empty if there is none, or what stands there cannot be
     */
    public static Optional<Usage> ofChatCompletions(JsonNode usage) {
        return read(usage, OpenAiTokens.PROMPT_AND_COMPLETION);
    }

    /** As {@link #ofChatCompletions}. */
    public static Optional<Usage> ofResponses(JsonNode usage) {
        return read(usage, OpenAiTokens.INPUT_AND_OUTPUT);
    }

    private static Optional<Usage> read(JsonNode usage, OpenAiTokens tokens) {
        Map<String, String> texts = new HashMap<>();
        flatten("", usage, texts);
        UsageNumbers numbers = new UsageNumbers(texts);
        if (!tokens.isIn(numbers)) {
            return Optional.empty();
        }
        return (numbers.reading(tokens.split(numbers)) instanceof UsageReading.Reported reported)
                ? Optional.of(reported.usage()) : Optional.empty();
    }

    private static void flatten(String path, JsonNode object, Map<String, String> texts) {
        object.forEachEntry((name, value) -> {
            if (value.isObject()) {
                flatten(path + name + ".", value, texts);
            }
            else if (value.isNumber()) {
                texts.put(path + name, value.asString());
            }
        });
    }

}
