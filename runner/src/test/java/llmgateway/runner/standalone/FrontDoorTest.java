package llmgateway.runner.standalone;

import java.io.IOException;
import java.util.Locale;

import llmgateway.core.http.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FrontDoorTest {

    private static final String KEY = "Authorization: Bearer " + StandaloneGateway.ALICE_KEY + "\r\n";

    private static final String HOST = "Host: gateway\r\n";

    private final EchoFilter echo = new EchoFilter();

    private final StandaloneGateway gateway = StandaloneGateway.hosting(this.echo);

    @AfterEach
    void close() throws IOException {
        this.gateway.close();
    }

    @Test
    void runsARequestThroughThePlugins() throws IOException {
        assertThat(answerTo(post(KEY, "{}"))).startsWith("HTTP/1.1 200 ")
            .endsWith("alice of research on standalone sent 2");
    }

    @Test
    void servesRequestAfterRequestOnOneConnection() throws IOException {
        try (RawClient client = new RawClient(this.gateway.port())) {
            assertThat(client.send(post(KEY, "{}")).answer()).endsWith("sent 2");
            assertThat(client.send(post(KEY, "[1]")).answer()).endsWith("sent 3");
            assertThat(client.send(post(KEY, "") + post(KEY, "1")).answer()).endsWith("sent 0");
            assertThat(client.answer()).as("pipelined").endsWith("sent 1");
        }
    }

    @Test
    void answersHealthWithoutAKey() throws IOException {
        assertThat(answerTo("GET /health HTTP/1.1\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 200 ")
            .endsWith("{\"status\":\"UP\"}");
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        try (RawClient client = new RawClient(this.gateway.port())) {
            String answers = client
                .send("HEAD /health HTTP/1.1\r\n" + HOST + "\r\nGET /health HTTP/1.1\r\n" + HOST
                        + "Connection: close\r\n\r\n")
                .rest();

            assertThat(answers).containsOnlyOnce("UP").endsWith("{\"status\":\"UP\"}");
        }
    }

    @Test
    void S6_tellsKeysApartThatShareAPrefix() throws IOException {
        assertThat(answerTo(post("x-api-key: " + StandaloneGateway.ALICE_KEY + "\r\n", "{}"))).contains("alice of");
        assertThat(answerTo(post("x-api-key: " + StandaloneGateway.BOB_KEY + "\r\n", "{}"))).contains("bob of none");
        assertThat(answerTo(post("x-goog-api-key: " + StandaloneGateway.BOB_KEY + "\r\n", "{}")))
            .contains("bob of none");
        String beginning = StandaloneGateway.ALICE_KEY.substring(0, StandaloneGateway.ALICE_KEY.length() - 1);
        assertThat(answerTo(post("x-api-key: " + beginning + "\r\n", "{}"))).startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "Authorization: Bearer wrong-key-123\r\n", "x-api-key: wrong-key-123\r\n",
            "Authorization: Basic YWxpY2U6\r\n", "Authorization: Bearer \r\n" })
    void refusesACallWithoutAValidKeyInTheClientsDialect(String key) throws IOException {
        assertThat(answerTo(post(key, "{}"))).startsWith("HTTP/1.1 401 ")
            .contains("\"code\":\"authentication_error\"")
            .doesNotContain("wrong-key");
        assertThat(answerTo("POST /v1/messages HTTP/1.1\r\n" + HOST + key + "Content-Length: 2\r\n\r\n{}"))
            .startsWith("HTTP/1.1 401 ")
            .contains("{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\"");
        assertThat(this.echo.seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Authorization: Bearer sk-alice-0123456789\r\n",
            "Authorization: Bearer another-key-12\r\n", "x-api-key: another-key-12\r\n" })
    void B9_refusesTwoKeys(String second) throws IOException {
        assertThat(answerTo(post(KEY + second, "{}"))).startsWith("HTTP/1.1 400 ").contains("invalid_request_error");
        assertThat(this.echo.seen).isEmpty();
    }

    @Test
    void acceptsTheSameKeyInBothHeaders() throws IOException {
        assertThat(answerTo(post(KEY + "x-api-key: " + StandaloneGateway.ALICE_KEY + "\r\n", "{}")))
            .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void B8_E1_dropsWhatOnlyTheGatewayMaySayBehind150OtherHeaders() throws IOException {
        StringBuilder headers = new StringBuilder(KEY);
        for (int i = 0; i < 150; i++) {
            headers.append("x-filler-").append(i).append(": 1\r\n");
        }
        headers
            .append("X-Consumer-Username: bob\r\nx-credential-identifier: c\r\nllmupstream: evil\r\nLlmTicket: t\r\n");

        assertThat(answerTo(post(headers.toString(), "{}"))).contains("alice of research");
        assertThat(this.echo.seen).singleElement()
            .satisfies((head) -> assertThat(head.headers().lines()).hasSize(152)
                .extracting(Header::name)
                .noneMatch((name) -> name.toLowerCase(Locale.ROOT).matches("x-con.*|x-cred.*|llm.*|authorization")));
    }

    @Test
    void B6_decidesByTheBodysRealSize() throws IOException {
        String limit = "x".repeat(10 * 1024);

        assertThat(answerTo(post(KEY, limit))).endsWith("sent 10240");
        assertThat(answerTo(post(KEY, limit + "x"))).startsWith("HTTP/1.1 413 ").contains("request_too_large");
        assertThat(answerTo(chunked(limit))).endsWith("sent 10240");
        assertThat(answerTo(chunked(limit + "x"))).startsWith("HTTP/1.1 413 ").contains("request_too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "HTTP/1.1\r\nHost: g\r\nKEYContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nSMUGGLED",
            "HTTP/1.1\r\nHost: g\r\nKEYContent-Length: 4\r\nContent-Length: 0\r\n\r\nSMUGGLED",
            "HTTP/1.1\r\nHost: g\r\nKEYTransfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\nSMUGGLED",
            "HTTP/1.0\r\nHost: g\r\nKEYTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\nSMUGGLED",
            "HTTP/1.1\r\nHost: g\r\nKEYTransfer-Encoding: identity, chunked, identity\r\n\r\n{}SMUGGLED",
            "HTTP/1.1\nHost: g\nKEYContent-Length: 0\n\nSMUGGLED",
            "HTTP/1.1\r\nHost: g\r\nKEYContent-Length : 0\r\n\r\nSMUGGLED",
            "HTTP/1.1\r\nHost: g\r\nHost: h\r\nKEYContent-Length: 0\r\n\r\nSMUGGLED",
            "HTTP/1.1\r\nHost: g\r\nKEYX-Folded: a\r\n b\r\nContent-Length: 0\r\n\r\nSMUGGLED" })
    void B10_refusesWhatTwoReadersCouldFrameDifferently(String rest) throws IOException {
        String smuggled = "GET /smuggled HTTP/1.1\r\n" + HOST + KEY + "\r\n";
        try (RawClient client = new RawClient(this.gateway.port())) {
            client.send("POST /v1/chat/completions " + rest.replace("KEY", KEY).replace("SMUGGLED", smuggled));
            String answers = client.rest();

            assertThat(answers).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1").contains("\"error\"");
            assertThat(this.echo.seen).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1//models", "/v1/../admin", "/v1/./models", "/v1/models/a%2Fb", "/v1/models/%2e%2e",
            "/v1/models/%252e", "/v1/models/a%0d%0ab", "/v1/models/%zz", "/v1/models/%c3%28", "/v1/models;a=b/x",
            "http://elsewhere.example/v1/models", "/v1/models/a%5cb", "*" })
    void B12_refusesAPathWithTwoReadings(String target) throws IOException {
        assertThat(answerTo("GET " + target + " HTTP/1.1\r\n" + HOST + KEY + "\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(this.echo.seen).isEmpty();
    }

    @Test
    void decodesPathAndQueryOnce() throws IOException {
        answerTo("GET /v1/models/a%20b?x=1&x=%26&y HTTP/1.1\r\n" + HOST + KEY + "\r\n");

        assertThat(this.echo.seen).singleElement().satisfies((head) -> {
            assertThat(head.path()).isEqualTo("/v1/models/a b");
            assertThat(head.query()).extracting((argument) -> argument.name() + "=" + argument.value().orElse("-"))
                .containsExactly("x=1", "x=&", "y=-");
        });
    }

    @Test
    void refusesHeadersOverTheirLimit() throws IOException {
        assertThat(answerTo(post(KEY + "x-long: " + "x".repeat(20_000) + "\r\n", "{}"))).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void answersNoCorsPreflight() throws IOException {
        String preflight = "OPTIONS /v1/chat/completions HTTP/1.1\r\n" + HOST
                + "Origin: https://app.example\r\nAccess-Control-Request-Method: POST\r\n\r\n";

        assertThat(answerTo(preflight)).startsWith("HTTP/1.1 401 ").doesNotContainIgnoringCase("access-control-");
    }

    private String answerTo(String request) throws IOException {
        try (RawClient client = new RawClient(this.gateway.port())) {
            return client.send(request).answer();
        }
    }

    private static String post(String headers, String body) {
        return "POST /v1/chat/completions HTTP/1.1\r\n" + HOST + headers + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static String chunked(String body) {
        return "POST /v1/chat/completions HTTP/1.1\r\n" + HOST + KEY + "Transfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

}
