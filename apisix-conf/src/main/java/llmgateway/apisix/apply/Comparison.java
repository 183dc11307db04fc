package llmgateway.apisix.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.apisix.object.Merge;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an object's file says against what APISIX has. Fields that only APISIX has are the
 * admin's own or APISIX' defaults: they are kept.
 */
final class Comparison {

    private final List<Difference> changes = new ArrayList<>();

    private final List<Difference> kept = new ArrayList<>();

    private final ObjectNode merged;

    Comparison(ObjectNode current, ObjectNode desired) {
        compare("", current, desired);
        this.merged = merged(current, desired);
    }

    /** What APISIX has to change. */
    List<Difference> changes() {
        return List.copyOf(this.changes);
    }

    /** What only APISIX has. */
    List<Difference> kept() {
        return List.copyOf(this.kept);
    }

    /** What APISIX has, changed as it has to be. */
    ObjectNode merged() {
        return this.merged;
    }

    private void compare(String path, ObjectNode current, ObjectNode desired) {
        desired.forEachEntry((name, value) -> {
            String field = path.isEmpty() ? name : path + "." + name;
            JsonNode present = current.get(name);
            if (present instanceof ObjectNode inner && value instanceof ObjectNode wanted) {
                compare(field, inner, wanted);
            }
            else if (present == null || !covers(present, value)) {
                this.changes.add(new Difference(field, Optional.ofNullable(present), Optional.of(value)));
            }
        });
        current.forEachEntry((name, value) -> {
            if (!desired.has(name)) {
                String field = path.isEmpty() ? name : path + "." + name;
                this.kept.add(new Difference(field, Optional.of(value), Optional.empty()));
            }
        });
    }

    private static ObjectNode merged(ObjectNode current, ObjectNode desired) {
        ObjectNode patch = desired.deepCopy();
        desired.forEachEntry((name, value) -> {
            JsonNode present = current.get(name);
            if (present instanceof ObjectNode inner && value instanceof ObjectNode wanted) {
                patch.set(name, merged(inner, wanted));
            }
            else if (present != null && covers(present, value)) {
                patch.set(name, present);
            }
        });
        return Merge.of(current, patch);
    }

    /** Whether all that is wanted is there. APISIX adds defaults inside lists, too. */
    private static boolean covers(JsonNode present, JsonNode wanted) {
        if (present instanceof ObjectNode object && wanted instanceof ObjectNode fields) {
            return fields.properties()
                .stream()
                .allMatch(
                        (field) -> object.has(field.getKey()) && covers(object.get(field.getKey()), field.getValue()));
        }
        if (present instanceof ArrayNode array && wanted instanceof ArrayNode items) {
            if (array.size() != items.size()) {
                return false;
            }
            for (int index = 0; index < items.size(); index++) {
                if (!covers(array.get(index), items.get(index))) {
                    return false;
                }
            }
            return true;
        }
        if (present.isNumber() && wanted.isNumber()) {
            return present.decimalValue().compareTo(wanted.decimalValue()) == 0;
        }
        return present.equals(wanted);
    }

}
