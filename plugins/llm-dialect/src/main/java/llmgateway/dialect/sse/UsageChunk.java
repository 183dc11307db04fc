package llmgateway.dialect.sse;

import java.nio.charset.StandardCharsets;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The chunk that {@code stream_options.include_usage} adds before {@code [DONE]}: no
 * choices, but a usage. Source: {@code ChatCompletionStreamOptions} in OpenAI's OpenAPI
 * description 2.3.0. Azure's first chunk has no choices either, and no usage.
 */
final class UsageChunk {

    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.US_ASCII);

    private static final JsonFactory JSON = new JsonFactory();

    private UsageChunk() {
    }

    static boolean is(SseEvent event) {
        // Most chunks are spared the parser.
        return event.contains(USAGE) && hasUsageAndNoChoices(event.data());
    }

    private static boolean hasUsageAndNoChoices(byte[] data) {
        boolean noChoices = false;
        boolean usage = false;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), data)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = json.currentName();
                JsonToken value = json.nextToken();
                if (key.equals("choices")) {
                    noChoices = value == JsonToken.START_ARRAY && json.nextToken() == JsonToken.END_ARRAY;
                    if (!noChoices) {
                        return false;
                    }
                }
                else if (key.equals("usage")) {
                    usage = value != JsonToken.VALUE_NULL;
                }
                json.skipChildren();
            }
            return noChoices && usage && json.nextToken() == null;
        }
        catch (JacksonException notJson) {
            return false;
        }
    }

}
