package llmgateway.e2e.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Where a container on AWS asks for credentials, as the agent of ECS and EKS answers, and
 * the action AssumeRoleWithWebIdentity of AWS STS. Thread-safe.
 */
final class AwsCredentialEndpoints implements AutoCloseable {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final HttpServer server;

    private final AwsKey key;

    private volatile boolean failing;

    private volatile String assumed = "";

    AwsCredentialEndpoints(AwsKey key) {
        this.key = key;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.server.setExecutor(this.threads);
        this.server.createContext("/container", (exchange) -> answer(exchange, "application/json", container()));
        this.server.createContext("/", (exchange) -> {
            this.assumed = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer(exchange, "text/xml", sts());
        });
        this.server.start();
    }

    String container(String path) {
        return uri() + "/container" + path;
    }

    String uri() {
        return "http://127.0.0.1:" + this.server.getAddress().getPort();
    }

    /** What STS was asked last. */
    String assumed() {
        return this.assumed;
    }

    /** Answers every request with status 500 from now on, or no more. */
    void fail(boolean failing) {
        this.failing = failing;
    }

    private void answer(HttpExchange exchange, String contentType, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(this.failing ? 500 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String container() {
        return """
                {"AccessKeyId": "%s", "SecretAccessKey": "%s", "Token": "%s", "Expiration": "%s"}
                """.formatted(this.key.id(), this.key.secret(), this.key.sessionToken(), expiry());
    }

    private String sts() {
        return """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleWithWebIdentityResult>
                    <Credentials>
                      <AccessKeyId>%s</AccessKeyId>
                      <SecretAccessKey>%s</SecretAccessKey>
                      <SessionToken>%s</SessionToken>
                      <Expiration>%s</Expiration>
                    </Credentials>
                  </AssumeRoleWithWebIdentityResult>
                </AssumeRoleWithWebIdentityResponse>
                """.formatted(this.key.id(), this.key.secret(), this.key.sessionToken(), expiry());
    }

    private static Instant expiry() {
        return Instant.now().plus(LIFETIME);
    }

    @Override
    public void close() {
        this.server.stop(0);
        this.threads.close();
    }

}
