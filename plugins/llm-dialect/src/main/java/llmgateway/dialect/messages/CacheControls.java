package llmgateway.dialect.messages;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.format.RequestFields;
import tools.jackson.databind.node.ObjectNode;

/** {@code cache_control}: all up to the block that has it is kept in the prompt cache. */
final class CacheControls {

    private static final String FIELD = "cache_control";

    private static final Map<String, CacheLifetime> LIFETIMES = Map.of("5m", CacheLifetime.USUAL, "1h",
            CacheLifetime.ONE_HOUR);

    private CacheControls() {
    }

    static Optional<CacheLifetime> read(RequestFields block) {
        return block.object(FIELD).map((control) -> {
            if (!control.requiredString("type").equals("ephemeral")) {
                throw control.notOneOf("type", List.of("ephemeral"));
            }
            return control.word("ttl", LIFETIMES).orElse(CacheLifetime.USUAL);
        });
    }

    static void write(CacheLifetime lifetime, ObjectNode block) {
        ObjectNode control = block.putObject(FIELD).put("type", "ephemeral");
        if (lifetime == CacheLifetime.ONE_HOUR) {
            control.put("ttl", "1h");
        }
    }

}
