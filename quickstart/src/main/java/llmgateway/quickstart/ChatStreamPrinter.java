package llmgateway.quickstart;

import java.io.PrintStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints the text of a streamed chat completion as it arrives, and remembers what came.
 */
final class ChatStreamPrinter {

    private static final String DATA = "data: ";

    private final JsonMapper mapper = new JsonMapper();

    private final StringBuilder text = new StringBuilder();

    private final PrintStream out;

    private int chunks;

    private boolean done;

    private boolean usage;

    ChatStreamPrinter(PrintStream out) {
        this.out = out;
    }

    void line(String line) {
        if (!line.startsWith(DATA)) {
            return;
        }
        String data = line.substring(DATA.length());
        if (data.equals("[DONE]")) {
            this.done = true;
            return;
        }
        JsonNode chunk = this.mapper.readTree(data);
        this.chunks++;
        this.usage |= chunk.path("usage").isObject();
        String piece = chunk.at("/choices/0/delta/content").asString("");
        this.text.append(piece);
        this.out.print(piece);
        this.out.flush();
    }

    int chunks() {
        return this.chunks;
    }

    String text() {
        return this.text.toString();
    }

    boolean done() {
        return this.done;
    }

    boolean hasUsage() {
        return this.usage;
    }

}
