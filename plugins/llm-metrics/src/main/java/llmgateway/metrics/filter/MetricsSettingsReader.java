package llmgateway.metrics.filter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.document.Document;
import llmgateway.document.DocumentParser;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problem;
import llmgateway.document.Problems;

/**
 * Reads settings from the JSON of {@code ext-plugin-post-req.conf[].value}. There are
 * none: what is to be set, and what is not understood, is a problem. Thread-safe.
 */
public final class MetricsSettingsReader {

    private final DocumentParser parser = DocumentParser.json();

    /**
     * @param json an empty object, or blank
     * @return empty if it is usable
     */
    public List<Problem> problemsOf(String json) {
        Problems problems = new Problems();
        if (!json.isBlank()) {
            Document document = new Document("settings", json.getBytes(StandardCharsets.UTF_8));
            Optional<Node> root = this.parser.parse(document, problems);
            root.ifPresent((node) -> Fields.ofNode(node, "", Set.of(), problems));
        }
        return problems.list();
    }

}
