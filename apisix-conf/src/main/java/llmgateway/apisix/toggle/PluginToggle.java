package llmgateway.apisix.toggle;

import java.util.Optional;

import llmgateway.apisix.admin.AdminApi;
import llmgateway.apisix.admin.AdminApiException;
import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.object.Merge;
import llmgateway.apisix.object.ObjectKey;
import llmgateway.apisix.object.ObjectKind;
import llmgateway.apisix.settings.ExtPlugins;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Switches plugins of the runner for one consumer or consumer group, by an
 * {@code ext-plugin-post-req} of its own: that replaces the route's as a whole, so it
 * repeats what stays as it is. Nothing else of the object changes.
 */
public final class PluginToggle {

    private static final String PLUGINS = "plugins";

    private final AdminApi api;

    private final ObjectKey route;

    /**
     * @param route id of the route whose plugins hold for everybody else
     */
    public PluginToggle(AdminApi api, String route) {
        this.api = api;
        this.route = new ObjectKey(ObjectKind.ROUTE, route);
    }

    /** What the subject's calls meet now. */
    public SubjectPlugins show(ObjectKey subject) throws AdminApiException, ToggleException {
        ApisixObject object = find(subject);
        return SubjectPlugins.of(subject.path(), own(object), inherited(object));
    }

    /**
     * Finds out what the subject is to be.
     * @return empty if it is so already
     */
    public Optional<ApisixObject> plan(ObjectKey subject, PluginSwitch change)
            throws AdminApiException, ToggleException {
        ApisixObject object = find(subject);
        Optional<ExtPlugins> own = own(object);
        Optional<ExtPlugins> after = new Switching(inherited(object).plugins()).after(own, change);
        return after.equals(own) ? Optional.empty() : Optional.of(with(object, after));
    }

    private SubjectPlugins inherited(ApisixObject subject) throws AdminApiException, ToggleException {
        ApisixObject found = find(this.route);
        SubjectPlugins ofRoute = new SubjectPlugins(own(found).orElseThrow(
                () -> new ToggleException(this.route + " has no " + ExtPlugins.PLUGIN + "; name another by --route")),
                this.route.path());
        Optional<String> group = subject.body().path("group_id").asStringOpt();
        if (group.isEmpty()) {
            return ofRoute;
        }
        ObjectKey key = new ObjectKey(ObjectKind.CONSUMER_GROUP, group.get());
        return SubjectPlugins.of(key.path(), own(find(key)), ofRoute);
    }

    private ApisixObject find(ObjectKey key) throws AdminApiException, ToggleException {
        return this.api.find(key).orElseThrow(() -> new ToggleException("APISIX has no " + key));
    }

    private static Optional<ExtPlugins> own(ApisixObject object) {
        return ExtPlugins.of(object.body().path(PLUGINS));
    }

    private static ApisixObject with(ApisixObject object, Optional<ExtPlugins> own) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode plugins = patch.putObject(PLUGINS);
        own.ifPresentOrElse((ext) -> {
            plugins.set(ExtPlugins.PLUGIN, ext.toConf());
        }, () -> plugins.putNull(ExtPlugins.PLUGIN));
        return new ApisixObject(object.key(), Merge.of(object.body(), patch));
    }

}
