package llmgateway.dialect.conversation;

import java.util.List;

/**
 * What one role says before another does.
 *
 * @param parts in order
 */
public record Message(Role role, List<Part> parts) {

    public Message {
        parts = List.copyOf(parts);
    }

}
