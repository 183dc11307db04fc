package llmgateway.dialect.prompt;

import java.util.List;

/**
 * What a model is told, as far as it is text.
 *
 * @param instructions given beside the messages
 * @param messages in their order
 */
public record ModelInput(List<String> instructions, List<Message> messages) {

    public static final ModelInput NONE = new ModelInput(List.of(), List.of());

    public ModelInput {
        instructions = List.copyOf(instructions);
        messages = List.copyOf(messages);
    }

    /**
     * @param role in the client's word; {@code user} where it has none
     */
    public record Message(String role, List<Part> parts) {

        public Message {
            parts = List.copyOf(parts);
        }

    }

    /** A piece of a message. */
    public sealed interface Part {

        record Text(String content) implements Part {
        }

        /**
         * What is no text: an image, a tool's call, whatever comes.
         *
         * @param type in the client's word
         */
        record Other(String type) implements Part {
        }

    }

}
