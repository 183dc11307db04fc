package llmgateway.simulator.wire;

import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * One event of a stream.
 *
 * @param name empty for a stream whose events have none
 * @param data one line
 */
public record Event(Optional<String> name, String data) {

    public static Event of(JsonNode data) {
        return new Event(Optional.empty(), data.toString());
    }

    public static Event named(String name, JsonNode data) {
        return new Event(Optional.of(name), data.toString());
    }

    String text(String lineEnd) {
        String head = this.name.map((value) -> "event: " + value + lineEnd).orElse("");
        return head + "data: " + this.data + lineEnd + lineEnd;
    }

}
