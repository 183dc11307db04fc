package llmgateway.apisix.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import llmgateway.apisix.object.ObjectKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON schemas that an APISIX 3.18.0 gave out ({@code GET /v1/schema} of its control
 * API), as far as they are needed. A pattern of {@code key-auth.realm} is escaped for
 * Java. The schema of credentials, which is not given out, is that of
 * apisix/schema_def.lua.
 */
public final class ApisixSchemas {

    private static final String RESOURCE = "/llmgateway/apisix/apisix-schema.json";

    private static final String CREDENTIAL = """
            {"type": "object", "additionalProperties": false, "properties": {
              "id": {"type": "string", "pattern": "^[a-zA-Z0-9-_.]+$"}, "name": {"type": "string"},
              "desc": {"type": "string", "maxLength": 256}, "create_time": {"type": "integer"},
              "update_time": {"type": "integer"},
              "labels": {"type": "object",
                "patternProperties": {".*": {"type": "string", "pattern": "^\\\\S+$", "maxLength": 256}}},
              "plugins": {"type": "object", "maxProperties": 1}}}""";

    private final JsonMapper json = new JsonMapper();

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    private final JsonNode schemas;

    public ApisixSchemas() {
        try (InputStream stream = ApisixSchemas.class.getResourceAsStream(RESOURCE)) {
            this.schemas = this.json.readTree(Objects.requireNonNull(stream, RESOURCE));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** What is wrong with an object, its plugins included. */
    public List<String> problemsOf(ObjectKind kind, JsonNode body) {
        List<String> problems = new ArrayList<>(validate(schemaOf(kind), body));
        boolean ofConsumer = kind == ObjectKind.CONSUMER || kind == ObjectKind.CREDENTIAL;
        body.path("plugins").forEachEntry((name, conf) -> problems.addAll(problemsOf(name, conf, ofConsumer)));
        return problems;
    }

    /** What is wrong with a plugin's configuration. */
    private List<String> problemsOf(String plugin, JsonNode conf, boolean ofConsumer) {
        JsonNode known = this.schemas.path("plugins").path(plugin);
        if (known.isMissingNode()) {
            return List.of("unknown plugin [" + plugin + "]");
        }
        JsonNode schema = (ofConsumer && known.has("consumer_schema")) ? known.get("consumer_schema")
                : known.get("schema");
        List<String> problems = new ArrayList<>(validate(schema, conf));
        conf.path("auth_plugins")
            .forEach((auth) -> auth.forEachEntry((name, inner) -> problems.addAll(problemsOf(name, inner, false))));
        return problems.stream().map((problem) -> "plugin " + plugin + ": " + problem).toList();
    }

    /**
     * The object with the schema's defaults where it says nothing, as old APISIX' keep
     * it.
     */
    public ObjectNode withDefaults(ObjectKind kind, ObjectNode body) {
        ObjectNode filled = body.deepCopy();
        fill(schemaOf(kind), filled);
        filled.path("plugins")
            .forEachEntry((name, conf) -> fill(this.schemas.at("/plugins/" + name + "/schema"), conf));
        return filled;
    }

    private static void fill(JsonNode schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            schema.path("properties").forEachEntry((name, property) -> {
                if (!object.has(name) && property.has("default")) {
                    object.set(name, property.get("default"));
                }
                if (object.has(name)) {
                    fill(property, object.get(name));
                }
            });
        }
        else if (value.isArray()) {
            value.forEach((item) -> fill(schema.path("items"), item));
        }
    }

    private JsonNode schemaOf(ObjectKind kind) {
        return switch (kind) {
            case UPSTREAM -> this.schemas.at("/main/upstream");
            case CONSUMER_GROUP -> this.schemas.at("/main/consumer_group");
            case CONSUMER -> this.schemas.at("/main/consumer");
            case CREDENTIAL -> this.json.readTree(CREDENTIAL);
            case ROUTE -> this.schemas.at("/main/route");
        };
    }

    private List<String> validate(JsonNode schema, JsonNode value) {
        Schema compiled = this.registry
            .getSchema(schema.isMissingNode() ? JsonNodeFactory.instance.objectNode() : schema);
        return compiled.validate(value).stream().map(Object::toString).toList();
    }

}
