package llmgateway.e2e.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import llmgateway.apisix.admin.AdminApiDouble;
import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.object.ObjectKey;
import llmgateway.apisix.object.ObjectKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The objects that an APISIX has.
 *
 * @param objects in the order in which they stand
 */
public record DeclaredObjects(List<ApisixObject> objects) {

    public DeclaredObjects {
        objects = List.copyOf(objects);
    }

    /** Reads {@code conf/apisix.yaml}, as config_yaml.lua does. */
    public static DeclaredObjects standalone(Path file) {
        List<ApisixObject> objects = new ArrayList<>();
        new YAMLMapper().readTree(file.toFile()).forEachEntry((collection, entries) -> entries.forEach((entry) -> {
            String id = entry.path("id").asString(entry.path("username").asString(""));
            objects.add(new ApisixObject(ObjectKey.parse(collection + "/" + id).orElseThrow(), (ObjectNode) entry));
        }));
        return new DeclaredObjects(objects);
    }

    /** What the Admin API has put into etcd. */
    public static DeclaredObjects of(AdminApiDouble api) {
        return new DeclaredObjects(api.paths()
            .stream()
            .map((path) -> new ApisixObject(ObjectKey.parse(path).orElseThrow(), api.object(path).orElseThrow()))
            .toList());
    }

    List<ApisixObject> routes() {
        return this.objects.stream().filter((object) -> object.key().kind() == ObjectKind.ROUTE).toList();
    }

    /** The consumer whose credential, or whose own {@code key-auth}, has a key. */
    Optional<ApisixObject> consumerOf(Predicate<String> isKey) {
        return this.objects.stream()
            .filter((object) -> isKey.test(object.body().at("/plugins/key-auth/key").asString("")))
            .findFirst()
            .map((object) -> consumer(object.key().id().split("/", 2)[0]));
    }

    JsonNode upstream(String id) {
        return find(ObjectKind.UPSTREAM, id).orElseThrow(() -> new IllegalStateException("no upstream " + id)).body();
    }

    Optional<ApisixObject> group(String id) {
        return find(ObjectKind.CONSUMER_GROUP, id);
    }

    private ApisixObject consumer(String name) {
        return find(ObjectKind.CONSUMER, name).orElseThrow(() -> new IllegalStateException("no consumer " + name));
    }

    private Optional<ApisixObject> find(ObjectKind kind, String id) {
        return this.objects.stream().filter((object) -> object.key().equals(new ObjectKey(kind, id))).findFirst();
    }

}
