package llmgateway.apisix.apply;

import java.util.List;

import llmgateway.apisix.object.ObjectKey;

/**
 * What is to be done.
 *
 * @param changes in the order in which they are possible
 * @param foreign objects of ours whose names somebody else's objects have
 * @param leftOver objects made from files that are gone
 * @param kept fields that only APISIX has, by the object
 */
public record Plan(List<Change> changes, List<ObjectKey> foreign, List<ObjectKey> leftOver, List<Kept> kept) {

    public Plan {
        changes = List.copyOf(changes);
        foreign = List.copyOf(foreign);
        leftOver = List.copyOf(leftOver);
        kept = List.copyOf(kept);
    }

    /**
     * Fields that stay.
     *
     * @param fields at least one
     */
    public record Kept(ObjectKey key, List<Difference> fields) {
    }

}
