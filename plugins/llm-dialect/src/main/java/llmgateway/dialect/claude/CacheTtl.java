package llmgateway.dialect.claude;

import java.util.Map;

import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.format.RequestFields;
import llmgateway.dialect.format.UntranslatableRequest;
import tools.jackson.databind.node.ObjectNode;

/** The field {@code ttl} of a mark for the prompt cache: {@code 5m} or {@code 1h}. */
public final class CacheTtl {

    private static final String FIELD = "ttl";

    private static final String AN_HOUR = "1h";

    private static final Map<String, CacheLifetime> LIFETIMES = Map.of("5m", CacheLifetime.USUAL, AN_HOUR,
            CacheLifetime.ONE_HOUR);

    private CacheTtl() {
    }

    /**
     * @throws UntranslatableRequest if it is neither
     */
    public static CacheLifetime read(RequestFields mark) {
        return mark.word(FIELD, LIFETIMES).orElse(CacheLifetime.USUAL);
    }

    /** Left out where it is the usual. */
    public static void write(CacheLifetime lifetime, ObjectNode mark) {
        if (lifetime == CacheLifetime.ONE_HOUR) {
            mark.put(FIELD, AN_HOUR);
        }
    }

}
