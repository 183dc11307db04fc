package llmgateway.document;

import java.util.ArrayList;
import java.util.List;

/** Collects problems, so that all are told in one go. Not thread-safe. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public void add(Place place, String field, String message) {
        this.found.add(new Problem(place, field, message));
    }

    public boolean isEmpty() {
        return this.found.isEmpty();
    }

    public List<Problem> list() {
        return List.copyOf(this.found);
    }

}
