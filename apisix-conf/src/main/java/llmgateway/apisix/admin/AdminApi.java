package llmgateway.apisix.admin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.object.ObjectKey;
import llmgateway.apisix.object.ObjectKind;
import llmgateway.core.secret.Secret;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Admin API of APISIX 3 (docs/en/latest/admin-api.md and apisix/admin/*.lua of
 * 3.18.0). Thread-safe.
 */
public final class AdminApi implements AutoCloseable {

    /** What APISIX adds to an object; the times are refused in a request. */
    private static final List<String> ADDED = List.of("id", "create_time", "update_time");

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int NOT_FOUND = 404;

    private final URI root;

    private final Secret key;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

    private final JsonMapper json = new JsonMapper();

    /**
     * @param address scheme, host and port, such as {@code http://127.0.0.1:9180}
     * @param key sent as {@code X-API-KEY}
     */
    public AdminApi(URI address, Secret key) {
        this.root = URI.create(address.toString().replaceFirst("/+$", "") + "/apisix/admin/");
        this.key = key;
    }

    /** The object as APISIX keeps it, without what APISIX adds. */
    public Optional<ApisixObject> find(ObjectKey object) throws AdminApiException {
        HttpResponse<String> answer = send("GET", object.path(), BodyPublishers.noBody());
        if (answer.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        return Optional.of(object(object, checked("GET", object.path(), answer).path("value")));
    }

    /**
     * All objects of a kind.
     * @param kind not {@link ObjectKind#CREDENTIAL}
     */
    public List<ApisixObject> list(ObjectKind kind) throws AdminApiException {
        List<ApisixObject> objects = new ArrayList<>();
        for (JsonNode value : values(kind.collection())) {
            String id = value.path((kind == ObjectKind.CONSUMER) ? "username" : "id").asString("");
            objects.add(object(new ObjectKey(kind, id), value));
        }
        return objects;
    }

    /** All credentials of a consumer. */
    public List<ApisixObject> credentials(String consumer) throws AdminApiException {
        List<ApisixObject> objects = new ArrayList<>();
        for (JsonNode value : values(ObjectKind.CREDENTIAL.collection() + "/" + consumer + "/credentials")) {
            objects.add(object(ObjectKey.credential(consumer, value.path("id").asString("")), value));
        }
        return objects;
    }

    /** Creates the object or puts it in place of what is there. */
    public void put(ApisixObject object) throws AdminApiException {
        String path = object.key().path();
        checked("PUT", path, send("PUT", path, BodyPublishers.ofString(this.json.writeValueAsString(object.body()))));
    }

    /** Deletes the object; none there is no error. */
    public void delete(ObjectKey object) throws AdminApiException {
        HttpResponse<String> answer = send("DELETE", object.path(), BodyPublishers.noBody());
        if (answer.statusCode() != NOT_FOUND) {
            checked("DELETE", object.path(), answer);
        }
    }

    @Override
    public void close() {
        this.http.close();
    }

    private List<JsonNode> values(String path) throws AdminApiException {
        HttpResponse<String> answer = send("GET", path, BodyPublishers.noBody());
        // An empty collection below a consumer is none.
        if (answer.statusCode() == NOT_FOUND) {
            return List.of();
        }
        List<JsonNode> values = new ArrayList<>();
        checked("GET", path, answer).path("list").forEach((entry) -> values.add(entry.path("value")));
        return values;
    }

    private static ApisixObject object(ObjectKey key, JsonNode value) {
        ObjectNode body = (ObjectNode) value.deepCopy();
        body.remove(ADDED);
        return new ApisixObject(key, body);
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body) throws AdminApiException {
        HttpRequest request = HttpRequest.newBuilder(this.root.resolve(path))
            .header("X-API-KEY", this.key.value())
            .header("Content-Type", "application/json")
            .timeout(TIMEOUT)
            .method(method, body)
            .build();
        try {
            return this.http.send(request, BodyHandlers.ofString());
        }
        catch (IOException ex) {
            throw new AdminApiException(method + " " + request.uri().getPath() + ": no answer from "
                    + request.uri().getAuthority() + ": " + ex.getClass().getSimpleName(), ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new AdminApiException(method + " " + request.uri().getPath() + ": interrupted", ex);
        }
    }

    private JsonNode checked(String method, String path, HttpResponse<String> answer) throws AdminApiException {
        JsonNode body;
        try {
            body = this.json.readTree(answer.body());
        }
        catch (JacksonException ex) {
            body = this.json.missingNode();
        }
        if (answer.statusCode() >= 300) {
            throw new AdminApiException(method + " /apisix/admin/" + path, answer.statusCode(),
                    body.path("error_msg").asString("")
                            + body.path("description").asStringOpt().map((text) -> ", " + text).orElse(""));
        }
        if (!body.isObject()) {
            throw new AdminApiException(method + " /apisix/admin/" + path, answer.statusCode(),
                    "the answer is no JSON object; is this APISIX's Admin API?");
        }
        return body;
    }

}
