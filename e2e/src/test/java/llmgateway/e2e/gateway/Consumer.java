package llmgateway.e2e.gateway;

import java.util.Optional;

/**
 * An APISIX consumer with {@code key-auth}.
 *
 * @param key without {@code Bearer}
 * @param group consumer group id
 * @param conf its own {@code ext-plugin-post-req}, which replaces the route's
 */
public record Consumer(String name, String key, Optional<String> group, Optional<PluginConf> conf) {

    public static Consumer of(String name, String key) {
        return new Consumer(name, key, Optional.empty(), Optional.empty());
    }

    public Consumer withConf(PluginConf own) {
        return new Consumer(this.name, this.key, this.group, Optional.of(own));
    }

    @Override
    public String toString() {
        return "Consumer[" + this.name + "]";
    }

}
