package llmgateway.simulator.google;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One service account, and where access tokens are given for it: by a signed assertion
 * (RFC 7523, as "Using OAuth 2.0 for Server to Server Applications" has it) and by the
 * metadata server of a machine of Google's. Thread-safe.
 */
public final class TokenEndpoint implements AutoCloseable {

    private static final String ACCOUNT = "gateway@project.iam.gserviceaccount.com";

    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    /** What an assertion is for, wherever it is sent. */
    private static final String AUDIENCE = "https://oauth2.googleapis.com/token";

    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private static final int LIFETIME_SECONDS = 3600;

    private final JsonMapper json = new JsonMapper();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final KeyPair keys;

    private final String token;

    private final HttpServer server;

    private final AtomicInteger given = new AtomicInteger();

    private volatile boolean failing;

    /**
     * @param token what is given
     */
    public TokenEndpoint(String token) {
        this.token = token;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            this.keys = generator.generateKeyPair();
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
        this.server.setExecutor(this.threads);
        this.server.createContext("/token", this::byAssertion);
        this.server.createContext("/computeMetadata/v1/", this::byMachine);
        this.server.createContext("/", (exchange) -> metadata(exchange, 200, "ok"));
        this.server.start();
    }

    /** Host and port, as {@code GCE_METADATA_HOST} has them. */
    public String authority() {
        return "127.0.0.1:" + this.server.getAddress().getPort();
    }

    /** A key of the service account, as Google Cloud hands it out. */
    public String serviceAccountKey() {
        String encoded = Base64.getMimeEncoder(64, new byte[] { '\n' })
            .encodeToString(this.keys.getPrivate().getEncoded());
        return this.json.createObjectNode()
            .put("type", "service_account")
            .put("project_id", "project")
            .put("private_key_id", "1")
            .put("private_key", "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n")
            .put("client_email", ACCOUNT)
            .put("client_id", "1")
            .put("token_uri", tokenUri())
            .put("quota_project_id", "payer")
            .toString();
    }

    /** How many tokens were given. */
    public int given() {
        return this.given.get();
    }

    /** Gives no token from now on, or does again. */
    public void fail(boolean failing) {
        this.failing = failing;
    }

    private String tokenUri() {
        return "http://" + authority() + "/token";
    }

    private void byAssertion(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        Map<String, String> fields = fields(form);
        if (this.failing || !fields.getOrDefault("grant_type", "").equals(JWT_BEARER)
                || !isOurs(fields.getOrDefault("assertion", ".."))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT: " + form + "\"}");
        }
        else {
            give(exchange);
        }
    }

    private static Map<String, String> fields(String form) {
        return Arrays.stream(form.split("&"))
            .map((field) -> field.split("=", 2))
            .collect(Collectors.toMap((field) -> field[0],
                    (field) -> URLDecoder.decode(field[field.length - 1], StandardCharsets.UTF_8)));
    }

    private boolean isOurs(String assertion) throws IOException {
        String[] parts = assertion.split("\\.", -1);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(this.keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            JsonNode claims = this.json.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && claims.path("iss").asString("").equals(ACCOUNT)
                    && claims.path("scope").asString("").equals(SCOPE)
                    && claims.path("aud").asString("").equals(AUDIENCE)
                    && claims.path("exp").asLong(0) > Instant.now().getEpochSecond();
        }
        catch (GeneralSecurityException ex) {
            throw new IOException(ex);
        }
    }

    private void byMachine(HttpExchange exchange) throws IOException {
        boolean asked = "Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"));
        exchange.getResponseHeaders().set("Metadata-Flavor", "Google");
        if (this.failing || !asked) {
            answer(exchange, 503, "{}");
        }
        else if (exchange.getRequestURI().getPath().endsWith("/token")) {
            give(exchange);
        }
        else {
            metadata(exchange, 404, "");
        }
    }

    private void give(HttpExchange exchange) throws IOException {
        this.given.incrementAndGet();
        answer(exchange, 200,
                this.json.createObjectNode()
                    .put("access_token", this.token)
                    .put("expires_in", LIFETIME_SECONDS)
                    .put("token_type", "Bearer")
                    .toString());
    }

    private static void metadata(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Metadata-Flavor", "Google");
        answer(exchange, status, text);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, (body.length == 0) ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        this.server.stop(0);
        this.threads.close();
    }

}
