package llmgateway.apisix.object;

import tools.jackson.databind.node.ObjectNode;

/**
 * One object as APISIX keeps it.
 *
 * @param body without its id and times; not to be changed
 */
public record ApisixObject(ObjectKey key, ObjectNode body) {

    private static final String LABELS = "labels";

    private static final String MANAGED_BY = "managed-by";

    private static final String GATEWAY = "llm-gateway";

    /** Whether the object carries the label of what these commands made. */
    public boolean isManaged() {
        return GATEWAY.equals(this.body.path(LABELS).path(MANAGED_BY).asString(""));
    }

    /** The object with that label. */
    public ApisixObject managed() {
        if (isManaged()) {
            return this;
        }
        ObjectNode labelled = this.body.deepCopy();
        labelled.withObject("/" + LABELS).put(MANAGED_BY, GATEWAY);
        return new ApisixObject(this.key, labelled);
    }

}
