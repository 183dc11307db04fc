package llmgateway.apisix.object;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names one object. Ordered so that what an object needs stands before it.
 *
 * @param id as the Admin API has it behind the collection
 */
public record ObjectKey(ObjectKind kind, String id) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::kind)
        .thenComparing(ObjectKey::id);

    private static final Pattern CREDENTIAL_ID = Pattern.compile("[A-Za-z0-9_-]+/credentials/[A-Za-z0-9._-]+");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]+");

    public static ObjectKey credential(String consumer, String name) {
        return new ObjectKey(ObjectKind.CREDENTIAL, consumer + "/credentials/" + name);
    }

    /**
     * Reads {@code <collection>/<id>}.
     * @return empty if it names no object that is known here
     */
    public static Optional<ObjectKey> parse(String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String id = path.substring(slash + 1);
        return ObjectKind.of(path.substring(0, slash), id)
            .map((kind) -> new ObjectKey(kind, id))
            .filter(ObjectKey::isWellFormed);
    }

    private boolean isWellFormed() {
        return ((this.kind == ObjectKind.CREDENTIAL) ? CREDENTIAL_ID : ID).matcher(this.id).matches();
    }

    /**
     * {@code <collection>/<id>}: below the Admin API's root, and in the folder of files.
     */
    public String path() {
        return this.kind.collection() + "/" + this.id;
    }

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return path();
    }

}
