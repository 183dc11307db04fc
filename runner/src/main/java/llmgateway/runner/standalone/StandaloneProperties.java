package llmgateway.runner.standalone;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The standalone gateway.
 *
 * @param enabled whether the front door opens
 * @param listen address and port; port 0 takes a free one
 * @param maxBody largest request body, by its real size
 * @param maxHeader largest request line and headers together
 * @param maxRequests handled at a time; more are answered with 503 and Retry-After
 * @param maxConnections open at a time; more wait in the system's queue
 * @param idleTimeout after which a connection without traffic is closed
 * @param bodyTimeout for a request body to arrive
 * @param shutdownGrace for running requests at a stop
 * @param consumers who may call
 * @param plugins what every request runs through, unless its consumer sets its own
 */
@ConfigurationProperties(prefix = "llm.standalone", ignoreUnknownFields = false)
public record StandaloneProperties(@DefaultValue("false") boolean enabled,
        @DefaultValue("127.0.0.1:9080") String listen, @DefaultValue("16MB") DataSize maxBody,
        @DefaultValue("16KB") DataSize maxHeader, @DefaultValue("1000") int maxRequests,
        @DefaultValue("4096") int maxConnections, @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue("60s") Duration bodyTimeout, @DefaultValue("20s") Duration shutdownGrace,
        @DefaultValue List<Consumer> consumers, @DefaultValue List<Plugin> plugins) {

    public StandaloneProperties {
        consumers = List.copyOf(consumers);
        plugins = plugins.isEmpty() ? List.of(new Plugin("llm-route", "{}")) : List.copyOf(plugins);
    }

    /**
     * Who may call.
     *
     * @param name as it stands in ledgers and reports: letters, digits, {@code -} and
     * {@code _}
     * @param group the consumer group it belongs to; empty for none
     * @param keys at least one: {@code env:NAME}, {@code file:/path} (one key a line), or
     * {@code sha256:} and the hexadecimal hash of a key; anything else is the key itself,
     * meant for a placeholder such as <code>${ALICE_KEY}</code>
     * @param plugins in place of the gateway's whole list, as APISIX replaces a route's
     * plugin by the consumer's
     */
    public record Consumer(@DefaultValue("") String name, @DefaultValue("") String group,
            @DefaultValue List<String> keys, @DefaultValue List<Plugin> plugins) {

        public Consumer {
            keys = List.copyOf(keys);
            plugins = List.copyOf(plugins);
        }

        @Override
        public String toString() {
            return "Consumer[" + this.name + ", group=" + this.group + ", keys=" + this.keys.size() + "]";
        }

    }

    /**
     * One plugin, as {@code ext-plugin-post-req} would name it.
     *
     * @param name such as {@code llm-route}
     * @param settings its JSON configuration, the same text as APISIX's {@code value}
     */
    public record Plugin(@DefaultValue("") String name, @DefaultValue("{}") String settings) {
    }

}
