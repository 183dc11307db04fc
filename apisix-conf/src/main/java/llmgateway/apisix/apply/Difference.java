package llmgateway.apisix.apply;

import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * A field that differs.
 *
 * @param field the names to it, joined by dots
 * @param current what APISIX has
 * @param desired what the file says; empty for a field that is only in APISIX
 */
public record Difference(String field, Optional<JsonNode> current, Optional<JsonNode> desired) {

    @Override
    public String toString() {
        return this.field + ": " + this.current.map(this::shown).orElse("(none)")
                + this.desired.map((value) -> " -> " + shown(value)).orElse("");
    }

    /** A credential is shown if it is a reference. */
    private String shown(JsonNode value) {
        String name = this.field.substring(this.field.lastIndexOf('.') + 1);
        boolean secret = name.equals("key") || name.equals("auth_header") || name.contains("password")
                || name.contains("secret");
        boolean reference = value.asString("").matches("\\$(env|ENV|secret|SECRET)://.*");
        boolean holdsSecret = (secret && !reference) || (this.field.contains("-auth") && !value.isValueNode());
        return holdsSecret ? "(not shown)" : value.toString();
    }

}
