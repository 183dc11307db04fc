package llmgateway.runner.standalone;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import llmgateway.runner.key.KeyHash;
import llmgateway.runner.key.KeySources;
import llmgateway.runner.pipeline.PluginChains;
import llmgateway.runner.pipeline.PluginConf;
import llmgateway.runner.pipeline.PreparedChain;

/** The consumers by their keys. Immutable. */
final class Consumers {

    /** As APISIX has it, so that a consumer can move there. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final Map<KeyHash, Consumer> byKey;

    private Consumers(Map<KeyHash, Consumer> byKey) {
        this.byKey = byKey;
    }

    /**
     * @throws IllegalArgumentException if a consumer cannot be told from others, has no
     * usable key, or a plugin list cannot be honoured
     */
    static Consumers of(StandaloneProperties properties, KeySources keys, PluginChains chains) {
        PreparedChain usual = prepare(properties.plugins(), "llm.standalone.plugins", chains);
        Map<KeyHash, Consumer> byKey = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (StandaloneProperties.Consumer configured : properties.consumers()) {
            String name = configured.name();
            if (!NAME.matcher(name).matches() || !names.add(name)) {
                throw new IllegalArgumentException("llm.standalone.consumers: '" + name
                        + "' is no name of letters, digits, - and _, or is used twice");
            }
            PreparedChain chain = configured.plugins().isEmpty() ? usual
                    : prepare(configured.plugins(), "the plugins of consumer '" + name + "'", chains);
            Optional<String> group = Optional.of(configured.group()).filter((id) -> !id.isEmpty());
            addKeys(new Consumer(name, group, chain), configured.keys(), keys, byKey);
        }
        return new Consumers(byKey);
    }

    private static PreparedChain prepare(List<StandaloneProperties.Plugin> plugins, String where, PluginChains chains) {
        PreparedChain chain = chains
            .prepare(plugins.stream().map((plugin) -> new PluginConf(plugin.name(), plugin.settings())).toList());
        if (chain instanceof PreparedChain.Misconfigured(String plugin)) {
            throw new IllegalArgumentException(where + ": '" + plugin + "' cannot be used; the log says why");
        }
        return chain;
    }

    private static void addKeys(Consumer consumer, List<String> references, KeySources keys,
            Map<KeyHash, Consumer> byKey) {
        if (references.isEmpty()) {
            throw new IllegalArgumentException("consumer '" + consumer.name() + "' has no key");
        }
        for (String reference : references) {
            for (KeyHash key : keysOf(consumer, reference, keys)) {
                Consumer other = byKey.putIfAbsent(key, consumer);
                if (other != null && !other.equals(consumer)) {
                    throw new IllegalArgumentException(
                            "consumers '" + other.name() + "' and '" + consumer.name() + "' share a key");
                }
            }
        }
    }

    private static List<KeyHash> keysOf(Consumer consumer, String reference, KeySources keys) {
        try {
            return keys.keys(reference);
        }
        catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException("consumer '" + consumer.name() + "': " + ex.getMessage(), ex);
        }
    }

    Optional<Consumer> withKey(String key) {
        return Optional.ofNullable(this.byKey.get(KeyHash.of(key)));
    }

    int size() {
        return Set.copyOf(this.byKey.values()).size();
    }

}
