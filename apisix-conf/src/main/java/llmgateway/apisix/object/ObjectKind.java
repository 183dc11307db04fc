package llmgateway.apisix.object;

import java.util.Arrays;
import java.util.Optional;

/**
 * Kinds of APISIX objects, in an order in which each needs only what stands before it.
 */
public enum ObjectKind {

    UPSTREAM("upstreams"), CONSUMER_GROUP("consumer_groups"), CONSUMER("consumers"),
    /** Lies below its consumer: its id is {@code <consumer>/credentials/<name>}. */
    CREDENTIAL("consumers"), ROUTE("routes");

    private final String collection;

    ObjectKind(String collection) {
        this.collection = collection;
    }

    /** What the Admin API and {@code apisix.yaml} call all objects of the kind. */
    public String collection() {
        return this.collection;
    }

    static Optional<ObjectKind> of(String collection, String id) {
        boolean credential = collection.equals(CREDENTIAL.collection) && id.contains("/");
        return Arrays.stream(values())
            .filter((kind) -> kind.collection.equals(collection) && (kind == CREDENTIAL) == credential)
            .findFirst();
    }

}
