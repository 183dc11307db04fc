package llmgateway.dialect.messages;

import java.util.List;
import java.util.Optional;

import llmgateway.dialect.claude.CacheTtl;
import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.format.RequestFields;
import tools.jackson.databind.node.ObjectNode;

/** {@code cache_control}: all up to the block that has it is kept in the prompt cache. */
final class CacheControls {

    private static final String FIELD = "cache_control";

    private CacheControls() {
    }

    static Optional<CacheLifetime> read(RequestFields block) {
        return block.object(FIELD).map((control) -> {
            if (!control.requiredString("type").equals("ephemeral")) {
                throw control.notOneOf("type", List.of("ephemeral"));
            }
            return CacheTtl.read(control);
        });
    }

    static void write(CacheLifetime lifetime, ObjectNode block) {
        CacheTtl.write(lifetime, block.putObject(FIELD).put("type", "ephemeral"));
    }

}
