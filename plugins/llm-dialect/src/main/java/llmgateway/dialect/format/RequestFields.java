package llmgateway.dialect.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import llmgateway.core.error.Rejects;
import tools.jackson.databind.JsonNode;

/**
 * An object in a client's request, read field by field. A field that is {@code null}
 * counts as left out; one of another type than asked for throws
 * {@link UntranslatableRequest} with its path, such as {@code messages[2].content}. What
 * is never asked for is {@link #unread}. Not thread-safe.
 */
public final class RequestFields {

    private final String path;

    private final JsonNode object;

    private final Set<String> read = new HashSet<>();

    private final Map<String, List<RequestFields>> inner = new LinkedHashMap<>();

    private RequestFields(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    /**
     * @param body the whole request
     */
    public static RequestFields of(JsonNode body) {
        return of("", body, "the request body");
    }

    private static RequestFields of(String path, JsonNode node, String name) {
        if (!node.isObject()) {
            throw new UntranslatableRequest(Rejects.invalidField(name, "must be an object"));
        }
        return new RequestFields(path, node);
    }

    /** Where a field of this object stands in the request. */
    public String path(String field) {
        return this.path.isEmpty() ? field : this.path + "." + field;
    }

    /** Whether the field is there and not {@code null}; it counts as unread still. */
    public boolean has(String field) {
        return this.object.hasNonNull(field);
    }

    /** Whether the field is a string; it counts as unread still. */
    public boolean isString(String field) {
        return this.object.path(field).isString();
    }

    /** Whether the field is an array; it counts as unread still. */
    public boolean isArray(String field) {
        return this.object.path(field).isArray();
    }

    /** Whether the field is an object; it counts as unread still. */
    public boolean isObject(String field) {
        return this.object.path(field).isObject();
    }

    /** As it is, whatever its type. */
    public Optional<JsonNode> any(String field) {
        this.read.add(field);
        return has(field) ? Optional.of(this.object.get(field)) : Optional.empty();
    }

    public JsonNode requiredAny(String field) {
        return any(field).orElseThrow(() -> missing(field));
    }

    public Optional<String> string(String field) {
        return any(field).map((value) -> string(value, path(field)));
    }

    public String requiredString(String field) {
        return string(field).orElseThrow(() -> missing(field));
    }

    /**
     * A word out of a closed list.
     * @param meanings by the words that the API knows
     */
    public <T> Optional<T> word(String field, Map<String, T> meanings) {
        return string(field).map((word) -> {
            T meaning = meanings.get(word);
            if (meaning == null) {
                throw notOneOf(field, meanings.keySet().stream().sorted().toList());
            }
            return meaning;
        });
    }

    public Optional<Boolean> bool(String field) {
        return any(field).map((value) -> {
            if (!value.isBoolean()) {
                throw invalid(field, "must be a boolean");
            }
            return value.booleanValue();
        });
    }

    /**
     * A whole number.
     * @param least that the API takes
     */
    public OptionalLong integer(String field, long least) {
        Optional<JsonNode> value = any(field);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.get().isIntegralNumber() || !value.get().canConvertToLong() || value.get().longValue() < least) {
            throw invalid(field, (least == Long.MIN_VALUE) ? "must be an integer" : "must be an integer from " + least);
        }
        return OptionalLong.of(value.get().longValue());
    }

    /**
     * As {@link #integer}, up to a bound.
     * @param most that the API takes
     */
    public OptionalInt integer(String field, int least, int most) {
        OptionalLong value = integer(field, least);
        if (value.isPresent() && value.getAsLong() > most) {
            throw invalid(field, "must be an integer from " + least + " to " + most);
        }
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    public OptionalDouble number(String field) {
        Optional<JsonNode> value = any(field);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (!value.get().isNumber() || !Double.isFinite(value.get().doubleValue())) {
            throw invalid(field, "must be a number");
        }
        return OptionalDouble.of(value.get().doubleValue());
    }

    public Optional<RequestFields> object(String field) {
        return any(field).map((value) -> inner(field, path(field), value));
    }

    public RequestFields requiredObject(String field) {
        return object(field).orElseThrow(() -> missing(field));
    }

    /** An array of objects; empty where the field is left out. */
    public List<RequestFields> objects(String field) {
        List<RequestFields> objects = new ArrayList<>();
        int index = 0;
        for (JsonNode element : array(field)) {
            objects.add(inner(field, path(field) + "[" + index++ + "]", element));
        }
        return objects;
    }

    /** An array of strings; empty where the field is left out. */
    public List<String> strings(String field) {
        List<String> strings = new ArrayList<>();
        for (JsonNode element : array(field)) {
            strings.add(string(element, path(field) + "[" + strings.size() + "]"));
        }
        return strings;
    }

    /** An object whose values are strings; empty where the field is left out. */
    public Map<String, String> stringsByName(String field) {
        Map<String, String> strings = new LinkedHashMap<>();
        object(field).ifPresent((object) -> object.names()
            .forEach((name) -> object.string(name).ifPresent((value) -> strings.put(name, value))));
        return strings;
    }

    /** Names of all fields, in the request's order. */
    public List<String> names() {
        return List.copyOf(this.object.propertyNames());
    }

    /**
     * Counts the fields as read: leaving them out changes nothing of the answer.
     */
    public void ignore(String... fields) {
        this.read.addAll(List.of(fields));
    }

    /**
     * Paths of all fields here and in the objects that were read, in the request's order,
     * that nobody asked for.
     */
    public List<String> unread() {
        List<String> unread = new ArrayList<>();
        for (String name : names()) {
            if (!this.read.contains(name) && has(name)) {
                unread.add(path(name));
            }
            this.inner.getOrDefault(name, List.of()).forEach((object) -> unread.addAll(object.unread()));
        }
        return unread;
    }

    public UntranslatableRequest missing(String field) {
        return invalid(field, "is required");
    }

    /**
     * @param words that it may be
     */
    public UntranslatableRequest notOneOf(String field, List<String> words) {
        return invalid(field, "must be one of " + String.join(", ", words));
    }

    /**
     * @param requirement such as {@code must be a string}
     */
    public UntranslatableRequest invalid(String field, String requirement) {
        return new UntranslatableRequest(Rejects.invalidField(path(field), requirement));
    }

    /** The field asks for what only a provider of the client's own API can do. */
    public UntranslatableRequest notTranslatable(String field) {
        return new UntranslatableRequest(Rejects.notTranslatable(path(field)));
    }

    private Iterable<JsonNode> array(String field) {
        Optional<JsonNode> value = any(field);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray()) {
            throw invalid(field, "must be an array");
        }
        return value.get();
    }

    private RequestFields inner(String field, String innerPath, JsonNode value) {
        RequestFields fields = of(innerPath, value, innerPath);
        this.inner.computeIfAbsent(field, (name) -> new ArrayList<>()).add(fields);
        return fields;
    }

    private static String string(JsonNode value, String path) {
        if (!value.isString()) {
            throw new UntranslatableRequest(Rejects.invalidField(path, "must be a string"));
        }
        return value.stringValue();
    }

}
