package llmgateway.metrics.ingest;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Log entries for tests. */
final class Entries {

    static final String ANSWER = """
            {"object":"chat.completion","model":"gpt-4o-2024-08-06","choices":[],\
            "usage":{"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500}}""";

    private Entries() {
    }

    /** A call that went well, as our {@code log_format} tells it. */
    static Map<String, String> good() {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("ticket", "\"0123456789abcdef0123456789abcdef\"");
        entry.put("status", "200");
        entry.put("upstream_status", "\"200\"");
        entry.put("upstream_bytes_sent", "\"812\"");
        entry.put("upstream_bytes_received", "\"640\"");
        entry.put("upstream_response_length", "\"" + ANSWER.length() + "\"");
        entry.put("request_completion", "\"OK\"");
        entry.put("content_type", "\"application/json\"");
        entry.put("request_time", "1.506");
        entry.put("upstream_header_time", "0.301");
        entry.put("upstream_response_time", "1.4");
        entry.put("resp_body", '"' + ANSWER.replace("\"", "\\\"") + '"');
        entry.put("route_id", "\"llm\"");
        return entry;
    }

    static Map<String, String> goodBut(String... changes) {
        Map<String, String> entry = good();
        for (int i = 0; i < changes.length; i += 2) {
            entry.put(changes[i], changes[i + 1]);
        }
        return entry;
    }

    static Map<String, String> without(String... names) {
        Map<String, String> entry = good();
        for (String name : names) {
            entry.remove(name);
        }
        return entry;
    }

    static String json(Map<String, String> entry) {
        return entry.entrySet()
            .stream()
            .map((field) -> '"' + field.getKey() + "\":" + field.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    }

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static LogEntry entry(Map<String, String> entry) {
        return readAll(stream(json(entry))).getFirst().orElseThrow();
    }

    static List<Optional<LogEntry>> readAll(InputStream posted) {
        List<Optional<LogEntry>> entries = new ArrayList<>();
        new LogReader(1_000_000).read(posted, entries::add);
        return entries;
    }

}
