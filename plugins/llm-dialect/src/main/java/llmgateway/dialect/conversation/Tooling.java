package llmgateway.dialect.conversation;

import java.util.List;
import java.util.Optional;

/**
 * What the model may call.
 *
 * @param choice empty where the request does not say
 * @param parallel whether it may call several at once; empty where the request does not
 * say
 */
public record Tooling(List<Tool> tools, Optional<ToolChoice> choice, Optional<Boolean> parallel) {

    public static final Tooling NONE = new Tooling(List.of(), Optional.empty(), Optional.empty());

    public Tooling {
        tools = List.copyOf(tools);
    }

}
