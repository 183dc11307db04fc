package llmgateway.dialect.usage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a JSON document that somebody wants, as a tree. Immutable once built.
 */
final class Wanted {

    private static final String ELEMENT = "[]";

    private static final String ALL_BELOW = "**";

    private static final String TALLY = "=";

    private static final String COLLECTED = "+";

    private static final String LISTED = "#";

    /** Of a field below one that is wanted whole. */
    private static final int LONGEST_PATH = 128;

    private final String path;

    private final Map<String, Wanted> below = new HashMap<>();

    private boolean whole;

    private boolean tallied;

    private boolean collected;

    private boolean listed;

    private Wanted(String path) {
        this.path = path;
    }

    /**
     * @param paths names joined by dots; {@code a[]} is each element of an array, which
     * the document may be itself, {@code a.**} everything below, {@code a=} has the
     * values of {@code a} counted one by one, {@code a+} has them collected, {@code a#}
     * has them kept one by one in their order
     */
    static Wanted of(List<String> paths) {
        Wanted root = new Wanted("");
        paths.forEach(root::add);
        return root;
    }

    private void add(String wanted) {
        Wanted at = this;
        String names = wanted.replace(ELEMENT, "." + ELEMENT)
            .replace(TALLY, "")
            .replace(COLLECTED, "")
            .replace(LISTED, "");
        names = names.startsWith(".") ? names.substring(1) : names;
        for (String name : names.split("\\.")) {
            if (name.equals(ALL_BELOW)) {
                at.whole = true;
                return;
            }
            Wanted parent = at;
            at = parent.below.computeIfAbsent(name, (missing) -> new Wanted(parent.pathOf(missing)));
        }
        at.tallied |= wanted.endsWith(TALLY);
        at.collected |= wanted.endsWith(COLLECTED);
        at.listed |= wanted.endsWith(LISTED);
    }

    private String pathOf(String name) {
        if (name.equals(ELEMENT)) {
            return this.path + ELEMENT;
        }
        return this.path.isEmpty() ? name : this.path + "." + name;
    }

    Optional<Wanted> field(String name) {
        return below(name, name);
    }

    Optional<Wanted> element(int index) {
        return below(ELEMENT, this.whole ? Integer.toString(index) : ELEMENT);
    }

    private Optional<Wanted> below(String name, String nameIfWhole) {
        Wanted found = this.below.get(name);
        if (found != null) {
            return Optional.of(found);
        }
        if (!this.whole || this.path.length() + nameIfWhole.length() > LONGEST_PATH) {
            return Optional.empty();
        }
        Wanted part = new Wanted(pathOf(nameIfWhole));
        part.whole = true;
        return Optional.of(part);
    }

    String path() {
        return this.path;
    }

    boolean isCollected() {
        return this.collected;
    }

    boolean isTallied() {
        return this.tallied;
    }

    boolean isListed() {
        return this.listed;
    }

}
