package llmgateway.route.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;

/** Named entries of several documents, later ones laid over earlier ones. */
final class Overlay {

    private final String path;

    private final Problems problems;

    private final Map<String, Node.Member> entries = new LinkedHashMap<>();

    Overlay(String path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    /**
     * An entry that was there before keeps those of its fields that are not laid over.
     */
    void addFieldByField(Node.Mapping later) {
        for (Node.Member entry : later.members()) {
            this.entries.merge(entry.name(), entry, Overlay::fieldByField);
        }
    }

    /** An entry that was there before is replaced, or taken away by null. */
    void addWhole(Node.Mapping later) {
        for (Node.Member entry : later.members()) {
            if (!(entry.value() instanceof Node.Nothing)) {
                this.entries.put(entry.name(), entry);
            }
            else if (this.entries.remove(entry.name()) == null) {
                this.problems.add(entry.place(), Fields.join(this.path, entry.name()),
                        "is empty, which takes an entry of an earlier file away, but there is none");
            }
        }
    }

    List<Node.Member> members() {
        return List.copyOf(this.entries.values());
    }

    Set<String> names() {
        return Set.copyOf(this.entries.keySet());
    }

    private static Node.Member fieldByField(Node.Member earlier, Node.Member later) {
        if (earlier.value() instanceof Node.Mapping under && later.value() instanceof Node.Mapping over) {
            Map<String, Node.Member> fields = new LinkedHashMap<>();
            under.members().forEach((field) -> fields.put(field.name(), field));
            over.members().forEach((field) -> fields.put(field.name(), field));
            return new Node.Member(later.place(), later.name(),
                    new Node.Mapping(over.place(), List.copyOf(fields.values())));
        }
        return later;
    }

}
