package llmgateway.apisix.object;

import tools.jackson.databind.node.ObjectNode;

/** One JSON object laid over another, as RFC 7396 (JSON Merge Patch) has it. */
public final class Merge {

    private Merge() {
    }

    /**
     * Lays a patch over an object: objects field by field, anything else replaced, null
     * takes a field away.
     * @param base not changed
     */
    public static ObjectNode of(ObjectNode base, ObjectNode patch) {
        ObjectNode merged = base.deepCopy();
        patch.forEachEntry((name, value) -> {
            if (value.isNull()) {
                merged.remove(name);
            }
            else if (value instanceof ObjectNode inner) {
                ObjectNode beneath = (merged.get(name) instanceof ObjectNode present) ? present : merged.objectNode();
                merged.set(name, of(beneath, inner));
            }
            else {
                merged.set(name, value.deepCopy());
            }
        });
        return merged;
    }

}
