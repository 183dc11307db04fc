package llmgateway.apisix.apply;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import llmgateway.apisix.admin.AdminApi;
import llmgateway.apisix.admin.AdminApiException;
import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.object.ObjectKey;
import llmgateway.apisix.object.ObjectKind;

/** Finds out what is to be done; only reads. */
public final class Planner {

    private static final List<ObjectKind> LISTED = List.of(ObjectKind.UPSTREAM, ObjectKind.CONSUMER_GROUP,
            ObjectKind.CONSUMER, ObjectKind.ROUTE);

    private final AdminApi api;

    public Planner(AdminApi api) {
        this.api = api;
    }

    /**
     * Plans what brings APISIX to what the objects say.
     * @param adopt whether objects of somebody else are taken over
     * @param prune whether objects that are left over are deleted
     */
    public Plan apply(List<ApisixObject> objects, boolean adopt, boolean prune) throws AdminApiException {
        List<Change> changes = new ArrayList<>();
        List<ObjectKey> foreign = new ArrayList<>();
        List<Plan.Kept> kept = new ArrayList<>();
        for (ApisixObject wanted : objects.stream()
            .map(ApisixObject::managed)
            .sorted(Comparator.comparing(ApisixObject::key))
            .toList()) {
            Optional<ApisixObject> present = this.api.find(wanted.key());
            if (present.isEmpty()) {
                changes.add(new Change.Create(wanted));
            }
            else if (!present.get().isManaged() && !adopt) {
                foreign.add(wanted.key());
            }
            else {
                Comparison comparison = new Comparison(present.get().body(), wanted.body());
                if (!comparison.changes().isEmpty()) {
                    changes.add(new Change.Update(new ApisixObject(wanted.key(), comparison.merged()),
                            comparison.changes()));
                }
                if (!comparison.kept().isEmpty()) {
                    kept.add(new Plan.Kept(wanted.key(), comparison.kept()));
                }
            }
        }
        List<ObjectKey> leftOver = new ArrayList<>(managed());
        objects.forEach((object) -> leftOver.remove(object.key()));
        if (prune) {
            leftOver.reversed().forEach((key) -> changes.add(new Change.Delete(key)));
            leftOver.clear();
        }
        return new Plan(changes, foreign, leftOver, kept);
    }

    /** Plans to delete every object that these commands made, and no other. */
    public Plan remove() throws AdminApiException {
        List<Change> changes = new ArrayList<>();
        managed().reversed().forEach((key) -> changes.add(new Change.Delete(key)));
        return new Plan(changes, List.of(), List.of(), List.of());
    }

    /** Each before those that need it. */
    private List<ObjectKey> managed() throws AdminApiException {
        List<ObjectKey> managed = new ArrayList<>();
        for (ObjectKind kind : LISTED) {
            for (ApisixObject object : this.api.list(kind)) {
                if (object.isManaged()) {
                    managed.add(object.key());
                }
                if (kind == ObjectKind.CONSUMER) {
                    this.api.credentials(object.key().id())
                        .stream()
                        .filter(ApisixObject::isManaged)
                        .map(ApisixObject::key)
                        .forEach(managed::add);
                }
            }
        }
        managed.sort(Comparator.naturalOrder());
        return managed;
    }

}
