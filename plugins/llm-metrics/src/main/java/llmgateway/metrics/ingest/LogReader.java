package llmgateway.metrics.ingest;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what {@code http-logger} posts, one entry at a time: a single object, an array,
 * or objects one a line. What is not UTF-8 in a body, such as a character that was cut in
 * two, is read as U+FFFD. Thread-safe.
 */
final class LogReader {

    /** The default format is four deep. */
    private static final int MAX_DEPTH = 64;

    private static final Map<String, LogField> PATHS = paths();

    private final JsonFactory json;

    /**
     * @param maxText the longest value, in characters
     */
    LogReader(int maxText) {
        this.json = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(maxText).maxNestingDepth(MAX_DEPTH).build())
            .build();
    }

    private static Map<String, LogField> paths() {
        Map<String, LogField> paths = new HashMap<>();
        for (LogField field : LogField.values()) {
            field.variable().ifPresent((variable) -> paths.put(field.key(), field));
            field.defaultPath().ifPresent((path) -> paths.put(path, field));
        }
        return Map.copyOf(paths);
    }

    /**
     * Hands over the entries in order until one is refused.
     * @param entry whether to go on; gets an empty value for what is no entry
     * @throws JacksonException where what is posted is no JSON, or cannot be read
     */
    void read(InputStream posted, Predicate<Optional<LogEntry>> entry) {
        Reader text = new InputStreamReader(posted, StandardCharsets.UTF_8);
        try (JsonParser parser = this.json.createParser(ObjectReadContext.empty(), text)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                boolean isEdgeOfList = token == JsonToken.END_ARRAY
                        || (token == JsonToken.START_ARRAY && parser.streamReadContext().getNestingDepth() == 1);
                if (!isEdgeOfList && !entry.test(entry(parser, token))) {
                    return;
                }
                token = parser.nextToken();
            }
        }
    }

    private static Optional<LogEntry> entry(JsonParser parser, JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return Optional.empty();
        }
        Map<LogField, String> values = new EnumMap<>(LogField.class);
        collect(parser, "", values);
        return Optional.of(new LogEntry(values));
    }

    private static void collect(JsonParser parser, String prefix, Map<LogField, String> values) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String path = prefix + parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                collect(parser, path + ".", values);
            }
            else if (token.isScalarValue()) {
                LogField field = PATHS.get(path);
                if (field != null && token != JsonToken.VALUE_NULL) {
                    values.put(field, parser.getString());
                }
            }
            else {
                parser.skipChildren();
            }
        }
    }

}
