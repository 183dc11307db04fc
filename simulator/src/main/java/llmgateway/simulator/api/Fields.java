package llmgateway.simulator.api;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of a JSON object, and refuses what is missing or of the wrong type. A
 * field that is null counts as absent.
 *
 * @param node the object
 * @param path where the object stands in the body, such as {@code messages[0].}; empty
 * for the body itself
 */
public record Fields(ObjectNode node, String path) {

    public static Fields of(JsonNode node, String path) throws ApiException {
        if (node instanceof ObjectNode object) {
            return new Fields(object, path + ".");
        }
        throw ApiException.invalid(path, "Invalid type for '" + path + "': expected an object.");
    }

    /**
     * @throws ApiException when there is a field that is not among these
     */
    public Fields only(Set<String> known) throws ApiException {
        for (String name : this.node.propertyNames()) {
            if (!known.contains(name)) {
                throw new ApiException(400, "Unknown parameter: '" + this.path + name + "'.",
                        Optional.of(this.path + name), Optional.of("unknown_parameter"));
            }
        }
        return this;
    }

    /** The value, whatever it is. */
    public Optional<JsonNode> find(String name) {
        return Optional.ofNullable(this.node.get(name)).filter((value) -> !value.isNull());
    }

    public JsonNode require(String name) throws ApiException {
        return find(name)
            .orElseThrow(() -> new ApiException(400, "Missing required parameter: '" + this.path + name + "'.",
                    Optional.of(this.path + name), Optional.of("missing_required_parameter")));
    }

    public Optional<String> string(String name) throws ApiException {
        Optional<JsonNode> value = find(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(value.get().stringValueOpt().orElseThrow(() -> wrongType(name, "a string")));
    }

    public String requireString(String name) throws ApiException {
        require(name);
        return string(name).orElseThrow();
    }

    /** An optional string that is one of these. */
    public Optional<String> oneOf(String name, Set<String> values) throws ApiException {
        return find(name).isEmpty() ? Optional.empty() : Optional.of(requireOneOf(name, values));
    }

    /** A string that is one of these. */
    public String requireOneOf(String name, Set<String> values) throws ApiException {
        String value = requireString(name);
        if (!values.contains(value)) {
            throw ApiException.invalid(this.path + name, "Invalid value: '" + value + "'. Supported values are: "
                    + String.join(", ", values.stream().sorted().toList()) + ".");
        }
        return value;
    }

    public boolean bool(String name, boolean absent) throws ApiException {
        Optional<JsonNode> value = find(name);
        if (value.isEmpty()) {
            return absent;
        }
        return value.get().booleanValueOpt().orElseThrow(() -> wrongType(name, "a boolean"));
    }

    public OptionalLong integer(String name, long min, long max) throws ApiException {
        Optional<JsonNode> value = find(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.get().isIntegralNumber()) {
            throw wrongType(name, "an integer");
        }
        if (!value.get().canConvertToLong() || value.get().longValue() < min || value.get().longValue() > max) {
            throw ApiException.invalid(this.path + name,
                    "Invalid '" + this.path + name + "': expected a value between " + min + " and " + max + ".");
        }
        return OptionalLong.of(value.get().longValue());
    }

    /** A string that is base64. */
    public String requireBase64(String name) throws ApiException {
        String value = requireString(name);
        try {
            Base64.getDecoder().decode(value);
        }
        catch (IllegalArgumentException ex) {
            throw wrongType(name, "base64");
        }
        return value;
    }

    /** Checks an optional number. */
    public void number(String name, double min, double max) throws ApiException {
        Optional<JsonNode> value = find(name);
        if (value.isEmpty()) {
            return;
        }
        if (!value.get().isNumber()) {
            throw wrongType(name, "a number");
        }
        double number = value.get().asDouble();
        if (!(number >= min && number <= max)) {
            throw ApiException.invalid(this.path + name,
                    "Invalid '" + this.path + name + "': expected a value between " + min + " and " + max + ".");
        }
    }

    public Optional<Fields> object(String name) throws ApiException {
        Optional<JsonNode> value = find(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(of(value.get(), this.path + name));
    }

    public Fields requireObject(String name) throws ApiException {
        require(name);
        return object(name).orElseThrow();
    }

    /** The elements of an array, none where it is absent. */
    public List<JsonNode> array(String name) throws ApiException {
        Optional<JsonNode> value = find(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof ArrayNode array) {
            return List.copyOf(array.values());
        }
        throw wrongType(name, "an array");
    }

    /** The strings of an array, none where it is absent. */
    public List<String> strings(String name) throws ApiException {
        List<String> strings = new ArrayList<>();
        for (JsonNode element : array(name)) {
            strings.add(element.stringValueOpt().orElseThrow(() -> wrongType(name, "an array of strings")));
        }
        return strings;
    }

    /** The objects of an array, none where it is absent. */
    public List<Fields> objects(String name) throws ApiException {
        List<Fields> objects = new ArrayList<>();
        for (JsonNode element : array(name)) {
            objects.add(of(element, this.path + name + "[" + objects.size() + "]"));
        }
        return objects;
    }

    /** The objects of an array that must have at least one. */
    public List<Fields> requireObjects(String name) throws ApiException {
        require(name);
        List<Fields> objects = objects(name);
        if (objects.isEmpty()) {
            throw ApiException.invalid(this.path + name,
                    "Invalid '" + this.path + name + "': empty array. Expected an array with minimum length 1.");
        }
        return objects;
    }

    public ApiException wrongType(String name, String expected) {
        return new ApiException(400, "Invalid type for '" + this.path + name + "': expected " + expected + ".",
                Optional.of(this.path + name), Optional.of("invalid_type"));
    }

}
