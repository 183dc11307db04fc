package llmgateway.e2e.translation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What docs/translation.md says of a feature at a provider. */
final class DocumentedSupport {

    private static final Map<String, String> APIS = Map.of("via-chat", "chat_completions", "via-azure",
            "chat_completions", "via-responses", "responses", "via-messages", "messages", "via-gemini",
            "generate_content", "via-vertex-gemini", "vertex_ai_generate_content", "via-vertex-claude",
            "vertex_ai_messages", "via-bedrock", "converse", "via-cohere", "cohere_chat", "via-ollama", "ollama_chat");

    /** By feature, then by API of the provider. */
    private final Map<String, Map<String, String>> table = new HashMap<>();

    private DocumentedSupport(List<String> rows) {
        List<String> apis = cells(rows.getFirst());
        for (String row : rows.subList(2, rows.size())) {
            List<String> cells = cells(row);
            Map<String, String> byApi = new HashMap<>();
            for (int column = 1; column < cells.size(); column++) {
                byApi.put(apis.get(column), cells.get(column));
            }
            this.table.put(cells.getFirst().replace("`", ""), byApi);
        }
    }

    static DocumentedSupport read() {
        Path page = Path.of(System.getProperty("basedir", ".")).resolve("../docs/translation.md");
        try {
            return new DocumentedSupport(Files.readAllLines(page)
                .stream()
                .dropWhile((line) -> !line.contains("table: begin"))
                .skip(1)
                .takeWhile((line) -> line.startsWith("|"))
                .toList());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1, row.length() - 1).split("\\|")).map(String::strip).toList();
    }

    /** The API that a model's provider speaks, as the table names it. */
    static String api(String model) {
        return Optional.ofNullable(APIS.get(model)).orElseThrow();
    }

    /**
     * @return {@code yes}, {@code dropped} or {@code refused}
     */
    String of(String feature, String model) {
        return Optional.ofNullable(this.table.get(feature))
            .map((byApi) -> byApi.get(api(model)))
            .orElseThrow(() -> new IllegalArgumentException("the table says nothing of " + feature + " at " + model));
    }

}
