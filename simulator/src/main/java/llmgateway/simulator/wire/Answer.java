package llmgateway.simulator.wire;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/** What a request is answered with, before faults. */
public sealed interface Answer {

    default int status() {
        return 200;
    }

    static Answer json(JsonNode body) {
        return new Json(200, body);
    }

    /**
     * @param headers beside those of every answer
     */
    record Json(int status, Map<String, String> headers, JsonNode body) implements Answer {

        public Json {
            headers = Map.copyOf(headers);
        }

        public Json(int status, JsonNode body) {
            this(status, Map.of(), body);
        }

    }

    record Bytes(int status, String contentType, byte[] body) implements Answer {
    }

    /**
     * A stream of AWS' binary frames.
     *
     * @param events in order, each with a name
     * @param exception what a failure in the middle of the stream looks like
     */
    record Frames(List<Event> events, Event exception) implements Answer {

        public Frames {
            events = List.copyOf(events);
        }

    }

    /**
     * A stream of JSON documents, each a line (NDJSON).
     *
     * @param documents in order
     * @param error what a failure in the middle of the stream looks like
     */
    record Lines(List<Event> documents, Event error) implements Answer {

        public Lines {
            documents = List.copyOf(documents);
        }

    }

    /**
     * A stream of server-sent events.
     *
     * @param events in order
     * @param errorEvent what a failure in the middle of the stream looks like
     */
    record Events(List<Event> events, Event errorEvent) implements Answer {

        public Events {
            events = List.copyOf(events);
        }

    }

}
