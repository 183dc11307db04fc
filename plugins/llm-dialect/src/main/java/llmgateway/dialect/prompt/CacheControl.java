package llmgateway.dialect.prompt;

/**
 * Anthropic's {@code cache_control} (prompt caching, November 2026), or Converse's
 * {@code cachePoint}: kept five minutes, or an hour where {@code ttl} says so.
 */
final class CacheControl {

    static final String FIELD = "cache_control";

    private CacheControl() {
    }

    static boolean isForAnHour(JsonWalk json) {
        boolean[] hour = { false };
        json.members((key, value) -> {
            hour[0] |= key.equals("ttl") && value.isScalarValue() && json.string().equals("1h");
            json.skip();
        });
        return hour[0];
    }

}
