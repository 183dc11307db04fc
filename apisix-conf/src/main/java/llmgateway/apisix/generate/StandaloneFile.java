package llmgateway.apisix.generate;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.object.ObjectKind;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code apisix.yaml}, which APISIX reads in standalone mode. */
final class StandaloneFile {

    private static final String HEAD = """
            # The LLM gateway's objects for APISIX's standalone mode (conf/apisix.yaml), made from gateway.yaml by
            # apisix-conf/generate: change that file, not this one. The same objects for the Admin API are in objects/.

            """;

    /** APISIX reads no file that does not end in it. */
    private static final String END = "#END\n";

    /** A consumer's credentials behind it. */
    private static final Comparator<ApisixObject> READING_ORDER = Comparator
        .comparing((ApisixObject object) -> (object.key().kind() == ObjectKind.CREDENTIAL) ? ObjectKind.CONSUMER
                : object.key().kind())
        .thenComparing((object) -> object.key().id());

    /** What stands above a field where it first occurs. */
    private static final Map<String, String> NOTES = Map.of("multi-auth",
            "Who calls. key-auth compares the whole value; the client's key goes no further than this.", //
            "client-control", "A body must fit into a frame to the runner, 16,777,215 bytes; larger ones get 413.",
            "proxy-buffering", "Streams reach the client chunk by chunk.", //
            "ext-plugin-post-req",
            "The plugins of the runner. Never set allow_degradation: calls would pass with no control at all.",
            "traffic-split",
            "Picks the upstream that the runner named in the header LlmUpstream; runs after ext-plugin-post-req.",
            "http-logger",
            "Tells the runner how each call ended. Never the default format: it holds the provider's key.", //
            "upstream_id", "What the runner did not steer elsewhere. The relay refuses whatever has no ticket.", //
            "pass_host", "The plugin sets the Host header, which is also the TLS server name.", //
            "vars", "Open to the relay alone: a listener of its own, and where the connection comes from.");

    String content(List<ApisixObject> objects) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (ApisixObject object : objects.stream().sorted(READING_ORDER).toList()) {
            ArrayNode collection = root.withArray("/" + object.key().kind().collection());
            ObjectNode entry = collection.addObject();
            if (object.key().kind() != ObjectKind.CONSUMER) {
                entry.put("id", object.key().id());
            }
            object.body().forEachEntry(entry::set);
        }
        String text = new YamlText(new HashMap<>(NOTES)).of(root);
        return HEAD + text + END;
    }

}
