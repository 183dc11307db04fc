package llmgateway.apisix.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.object.Merge;
import llmgateway.apisix.object.ObjectKey;
import llmgateway.apisix.object.ObjectKind;
import llmgateway.apisix.settings.ExtPlugins;
import llmgateway.apisix.settings.GatewaySettings.ConsumerSettings;
import llmgateway.apisix.settings.GatewaySettings.Credential;
import llmgateway.apisix.settings.GatewaySettings.GroupSettings;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes consumers, their credentials, and consumer groups. */
final class ConsumerObjects {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    ApisixObject group(GroupSettings group) {
        ObjectNode body = JSON.objectNode();
        body.set("plugins", plugins(group.plugins()));
        return new ApisixObject(new ObjectKey(ObjectKind.CONSUMER_GROUP, group.id()), Merge.of(body, group.apisix()));
    }

    List<ApisixObject> of(ConsumerSettings consumer) {
        ObjectNode body = JSON.objectNode().put("username", consumer.name());
        consumer.group().ifPresent((group) -> body.put("group_id", group));
        if (consumer.plugins().isPresent()) {
            body.set("plugins", plugins(consumer.plugins()));
        }
        List<ApisixObject> objects = new ArrayList<>();
        objects.add(new ApisixObject(new ObjectKey(ObjectKind.CONSUMER, consumer.name()),
                Merge.of(body, consumer.apisix())));
        consumer.credentials().forEach((key) -> objects.add(credential(consumer, key)));
        return objects;
    }

    private static ApisixObject credential(ConsumerSettings consumer, Credential key) {
        ObjectNode body = JSON.objectNode();
        body.putObject("plugins").putObject("key-auth").put("key", key.reference());
        return new ApisixObject(ObjectKey.credential(consumer.name(), key.name()), body);
    }

    private static ObjectNode plugins(Optional<ExtPlugins> own) {
        ObjectNode plugins = JSON.objectNode();
        own.ifPresent((ext) -> plugins.set(ExtPlugins.PLUGIN, ext.toConf()));
        return plugins;
    }

}
