package llmgateway.dialect.conversation;

import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/** A piece of a message or of an answer. */
public sealed interface Part {

    /**
     * @param citations what the text rests on; in answers only
     */
    record Text(String text, List<Citation> citations) implements Part {

        public Text {
            citations = List.copyOf(citations);
        }

        public Text(String text) {
            this(text, List.of());
        }

    }

    /**
     * @param detail {@code low}, {@code high} or {@code auto}
     */
    record Image(Media media, Optional<String> detail) implements Part {
    }

    /**
     * @param name of the file, or the document's title
     */
    record Document(Media media, Optional<String> name) implements Part {
    }

    /**
     * A sound to be heard.
     *
     * @param media its media type is {@code audio/wav}, {@code audio/mpeg} or another
     * {@code audio/} type
     */
    record Audio(Media media) implements Part {
    }

    /**
     * The model wants a tool to be run.
     *
     * @param id finds its {@link ToolResult}
     * @param arguments a JSON object
     * @param signature by which the provider knows the call again in a later turn
     */
    record ToolCall(String id, String name, JsonNode arguments, Optional<Signature> signature) implements Part {
    }

    /**
     * What a tool gave.
     *
     * @param callId of its {@link ToolCall}
     * @param content texts, images and documents
     * @param failed whether it is the tool's error
     */
    record ToolResult(String callId, List<Part> content, boolean failed) implements Part {

        public ToolResult {
            content = List.copyOf(content);
        }

    }

    /**
     * What the model thought before it answered.
     *
     * @param text may be empty where only the signature is told
     * @param signature without which the provider does not take it back
     */
    record Thinking(String text, Optional<Signature> signature) implements Part {
    }

    /** What the model thought, unreadable to all but its provider. */
    record HiddenThinking(Signature signature) implements Part {
    }

    /** The model's words of refusal. */
    record Refusal(String text) implements Part {
    }

    /** All up to here is to be kept in the provider's prompt cache. */
    record CachePoint(CacheLifetime lifetime) implements Part {
    }

}
