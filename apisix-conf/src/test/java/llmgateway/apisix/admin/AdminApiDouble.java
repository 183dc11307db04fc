package llmgateway.apisix.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import llmgateway.apisix.object.ObjectKey;
import llmgateway.apisix.object.ObjectKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Admin API of APISIX 3.18.0 as apisix/admin/*.lua has it, on a real socket: bodies
 * checked against APISIX' schemas, references checked, times added, workers that learn of
 * a deleted object a moment later. Thread-safe.
 */
public final class AdminApiDouble implements AutoCloseable {

    public static final String KEY = "edd1c9f034335f136f87ad84b625c8f1";

    private static final String ROOT = "/apisix/admin/";

    private final JsonMapper json = new JsonMapper();

    private final ApisixSchemas schemas = new ApisixSchemas();

    private final SequencedMap<ObjectKey, ObjectNode> objects = new TreeMap<>();

    private final List<String> writes = new CopyOnWriteArrayList<>();

    private final HttpServer server;

    private boolean keepsDefaults;

    private Predicate<String> failing = (write) -> false;

    private int lateWorkers;

    private long clock = 1_795_000_000L;

    private AdminApiDouble(HttpServer server) {
        this.server = server;
    }

    public static AdminApiDouble start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            AdminApiDouble started = new AdminApiDouble(server);
            server.createContext("/", started::handle);
            server.start();
            return started;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
    }

    /** Calls that were to change something, such as {@code PUT routes/llm}. */
    public List<String> writes() {
        return List.copyOf(this.writes);
    }

    public void forgetWrites() {
        this.writes.clear();
    }

    /** Writes that the store of this APISIX fails at. */
    public synchronized void failAt(Predicate<String> writes) {
        this.failing = writes;
    }

    /** Keeps the defaults of the schemas in objects, as APISIX before 3.9 did. */
    public synchronized void keepDefaults() {
        this.keepsDefaults = true;
    }

    /** How many deletions are still refused after what needed the object is gone. */
    public synchronized void lateWorkers(int refusals) {
        this.lateWorkers = refusals;
    }

    /** What is kept, without times. */
    public synchronized Optional<ObjectNode> object(String path) {
        return ObjectKey.parse(path)
            .flatMap((key) -> Optional.ofNullable(this.objects.get(key)))
            .map((body) -> body.deepCopy().remove(List.of("create_time", "update_time")))
            .map(ObjectNode.class::cast);
    }

    /** All that is kept, by path. */
    public synchronized List<String> paths() {
        return this.objects.keySet().stream().map(ObjectKey::path).toList();
    }

    /** Puts an object in as somebody else would. */
    public synchronized void put(String path, String body) {
        ObjectKey key = ObjectKey.parse(path).orElseThrow();
        Answer answer = put(key, body);
        if (answer.status() >= 300) {
            throw new IllegalArgumentException(answer.body().toString());
        }
    }

    @Override
    public void close() {
        this.server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] received = exchange.getRequestBody().readAllBytes();
        Answer answer = answer(exchange, new String(received, StandardCharsets.UTF_8));
        byte[] body = this.json.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private synchronized Answer answer(HttpExchange exchange, String body) {
        if (!KEY.equals(exchange.getRequestHeaders().getFirst("X-API-KEY"))) {
            ObjectNode refusal = this.json.createObjectNode().put("error_msg", "failed to check token");
            return new Answer(401, refusal.put("description", "wrong apikey"));
        }
        String path = exchange.getRequestURI().getPath().substring(ROOT.length());
        String method = exchange.getRequestMethod();
        if (method.equals("GET")) {
            return ObjectKey.parse(path).map(this::get).orElseGet(() -> list(path));
        }
        this.writes.add(method + " " + path);
        Optional<ObjectKey> key = ObjectKey.parse(path);
        if (key.isEmpty()) {
            return error(404, "Unsupported resource type: " + path);
        }
        if (this.failing.test(method + " " + path)) {
            return error(503, "has no healthy etcd endpoint available");
        }
        return method.equals("PUT") ? put(key.get(), body) : delete(key.get());
    }

    private Answer get(ObjectKey key) {
        ObjectNode body = this.objects.get(key);
        return (body == null) ? notFound() : new Answer(200, entry(key, body));
    }

    private Answer list(String path) {
        ObjectNode answer = this.json.createObjectNode();
        ArrayNode list = answer.putArray("list");
        this.objects.forEach((key, body) -> {
            boolean credentials = path.endsWith("/credentials");
            if (key.path().startsWith(path + "/") && (key.kind() == ObjectKind.CREDENTIAL) == credentials) {
                list.add(entry(key, body));
            }
        });
        // An etcd directory that nothing is in is there only for what APISIX creates at
        // its start.
        if (list.isEmpty() && path.endsWith("/credentials")) {
            return notFound();
        }
        return new Answer(200, answer.put("total", list.size()));
    }

    private Answer put(ObjectKey key, String text) {
        ObjectNode body = (ObjectNode) this.json.readTree(text);
        for (String time : List.of("create_time", "update_time")) {
            if (body.has(time)) {
                return error(400, "the property is forbidden:  " + time);
            }
        }
        String id = key.id().substring(key.id().lastIndexOf('/') + 1);
        if (key.kind() == ObjectKind.CONSUMER) {
            if (!id.equals(body.path("username").asString(""))) {
                return error(400, "wrong username");
            }
        }
        else {
            body.put("id", id);
        }
        List<String> problems = new ArrayList<>(this.schemas.problemsOf(key.kind(), body));
        missing(body, "upstream_id", ObjectKind.UPSTREAM).ifPresent(problems::add);
        missing(body, "group_id", ObjectKind.CONSUMER_GROUP).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            return error(400, "invalid configuration: " + problems.getFirst());
        }
        if (key.kind() == ObjectKind.CREDENTIAL
                && !this.objects.containsKey(new ObjectKey(ObjectKind.CONSUMER, key.id().split("/", 2)[0]))) {
            return error(404, "consumer not found");
        }
        ObjectNode kept = this.keepsDefaults ? this.schemas.withDefaults(key.kind(), body) : body;
        ObjectNode before = this.objects.get(key);
        this.clock++;
        kept.put("create_time", (before == null) ? this.clock : before.path("create_time").asLong());
        kept.put("update_time", this.clock);
        this.objects.put(key, kept);
        return new Answer((before == null) ? 201 : 200, entry(key, kept));
    }

    private Optional<String> missing(ObjectNode body, String field, ObjectKind kind) {
        return body.path(field)
            .asStringOpt()
            .filter((id) -> !this.objects.containsKey(new ObjectKey(kind, id)))
            .map((id) -> "failed to fetch " + kind + " info by id [" + id + "], response code: 404");
    }

    private Answer delete(ObjectKey key) {
        if (!this.objects.containsKey(key)) {
            return notFound();
        }
        Optional<ObjectKey> user = this.objects.entrySet()
            .stream()
            .filter((entry) -> uses(entry.getValue(), key))
            .map(Map.Entry::getKey)
            .findFirst();
        if (key.kind() == ObjectKind.UPSTREAM && user.isEmpty() && this.lateWorkers > 0) {
            this.lateWorkers--;
            user = Optional.of(new ObjectKey(ObjectKind.ROUTE, "deleted"));
        }
        if (user.isPresent()) {
            return error(400, "can not delete this " + key.kind() + ", " + user.get() + " is still using it now");
        }
        this.objects.remove(key);
        this.objects.keySet().removeIf((other) -> other.path().startsWith(key.path() + "/"));
        return new Answer(200, this.json.createObjectNode().put("deleted", "1").put("key", "/apisix/" + key.path()));
    }

    private static boolean uses(JsonNode body, ObjectKey key) {
        String quoted = "\"" + key.id() + "\"";
        return switch (key.kind()) {
            case UPSTREAM -> body.findValues("upstream_id").stream().anyMatch((id) -> id.toString().equals(quoted));
            case CONSUMER_GROUP -> body.path("group_id").toString().equals(quoted);
            default -> false;
        };
    }

    private ObjectNode entry(ObjectKey key, ObjectNode body) {
        ObjectNode entry = this.json.createObjectNode().put("key", "/apisix/" + key.path());
        entry.set("value", body);
        return entry.put("createdIndex", 12).put("modifiedIndex", 13);
    }

    private Answer notFound() {
        return new Answer(404, this.json.createObjectNode().put("message", "Key not found"));
    }

    private Answer error(int status, String message) {
        return new Answer(status, this.json.createObjectNode().put("error_msg", message));
    }

    private record Answer(int status, ObjectNode body) {
    }

}
