package llmgateway.dialect.error;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Dialect;
import llmgateway.core.error.ErrorCode;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorWriterTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final CallId ID = new CallId("call_1");

    private final ErrorWriter writer = new ErrorWriter();

    @Test
    void writesAnOpenAiError() {
        DirectResponse response = this.writer.write(Dialect.OPENAI, ID, Rejects.invalidField("n", "must be \"small\""));

        assertThat(response.status()).isEqualTo(400);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("{\"error\":{"
                + "\"message\":\"'n' must be \\\"small\\\".\",\"type\":\"invalid_request_error\",\"param\":\"n\","
                + "\"code\":\"invalid_request_error\"}}");
    }

    @Test
    void writesAnAnthropicError() {
        DirectResponse response = this.writer.write(Dialect.ANTHROPIC, ID, Rejects.unauthenticated());

        assertThat(response.status()).isEqualTo(401);
        assertThat(JSON.readTree(response.body())).isEqualTo(JSON.readTree("""
                {"type":"error","error":{"type":"authentication_error","message":"%s"},"request_id":"call_1"}"""
            .formatted(Rejects.unauthenticated().message())));
    }

    @Test
    void writesAnAbsentParamAsNull() {
        assertThat(error(Dialect.OPENAI, ErrorCode.INTERNAL_ERROR).get("param").isNull()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = { "OPENAI", "ANTHROPIC", "GEMINI" })
    void sendsTheCallIdAndTheHeadersOfTheRefusal(Dialect dialect) {
        Reject reject = Rejects.methodNotAllowed("GET", "/v1/messages", "POST");

        Headers headers = this.writer.write(dialect, ID, reject).headers();

        assertThat(headers.all("content-type")).containsExactly("application/json");
        assertThat(headers.all("x-llm-call-id")).containsExactly("call_1");
        assertThat(headers.all("allow")).containsExactly("POST");
    }

    @ParameterizedTest
    @CsvSource({ "INVALID_REQUEST_ERROR, invalid_request_error, invalid_request_error",
            "AUTHENTICATION_ERROR, invalid_request_error, authentication_error",
            "MODEL_NOT_ALLOWED, invalid_request_error, permission_error",
            "MODEL_NOT_FOUND, invalid_request_error, not_found_error",
            "ENDPOINT_NOT_FOUND, invalid_request_error, not_found_error",
            "METHOD_NOT_ALLOWED, invalid_request_error, invalid_request_error",
            "REQUEST_TOO_LARGE, invalid_request_error, request_too_large",
            "UNSUPPORTED_ENCODING, invalid_request_error, invalid_request_error",
            "RATE_LIMIT_EXCEEDED, rate_limit_error, rate_limit_error",
            "INSUFFICIENT_QUOTA, insufficient_quota, billing_error", "INTERNAL_ERROR, server_error, api_error",
            "UPSTREAM_ERROR, server_error, api_error", "BUDGET_UNAVAILABLE, server_error, api_error",
            "UPSTREAM_TIMEOUT, server_error, timeout_error" })
    void usesTheTypesThatTheDialectDocuments(ErrorCode code, String openAi, String anthropic) {
        assertThat(error(Dialect.OPENAI, code).get("type").stringValue()).isEqualTo(openAi);
        assertThat(error(Dialect.ANTHROPIC, code).get("type").stringValue()).isEqualTo(anthropic);
    }

    @Test
    void takesTheTypeFromTheStatusThatIsPassedOn() {
        assertThat(error(Dialect.ANTHROPIC, upstream(529)).get("type").stringValue()).isEqualTo("overloaded_error");
        assertThat(error(Dialect.ANTHROPIC, upstream(429)).get("type").stringValue()).isEqualTo("rate_limit_error");
        assertThat(error(Dialect.OPENAI, upstream(422)).get("type").stringValue()).isEqualTo("invalid_request_error");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void hasACodeForEveryRefusal(ErrorCode code) {
        assertThat(error(Dialect.OPENAI, code).get("code").stringValue()).isEqualToIgnoringCase(code.name())
            .isLowerCase();
    }

    @ParameterizedTest
    @CsvSource({ "INSUFFICIENT_QUOTA, false", "GATEWAY_MISCONFIGURED, false", "PROVIDER_UNAVAILABLE, false",
            "MODEL_NOT_FOUND, false", "RATE_LIMIT_EXCEEDED, false", "BUDGET_UNAVAILABLE, true", "UPSTREAM_ERROR, true",
            "UPSTREAM_TIMEOUT, true", "GATEWAY_TIMEOUT, true", "INTERNAL_ERROR, true" })
    void tellsSdksNotToRetryWhereThatCannotHelp(ErrorCode code, boolean helps) {
        Headers headers = this.writer.write(Dialect.OPENAI, ID, Reject.of(code, "x")).headers();

        assertThat(headers.first("x-should-retry")).isEqualTo(helps ? Optional.empty() : Optional.of("false"));
    }

    @Test
    void letsSdksRetryAProviderThatComesBack() {
        Headers headers = this.writer.write(Dialect.OPENAI, ID, Rejects.upstreamBusy("p")).headers();

        assertThat(headers.first("x-should-retry")).isEmpty();
        assertThat(headers.first("retry-after")).contains("1");
    }

    @Test
    void letsSdksRetryARateLimitThatSaysWhen() {
        Reject reject = Rejects.rateLimited("calls", "600 requests per minute", Duration.ofMillis(2500));
        Headers headers = this.writer.write(Dialect.OPENAI, ID, reject).headers();

        assertThat(headers.first("x-should-retry")).isEmpty();
        assertThat(headers.first("retry-after")).contains("3");
    }

    private static Reject upstream(int status) {
        return Rejects.upstreamFailed("p", status);
    }

    private JsonNode error(Dialect dialect, ErrorCode code) {
        return error(dialect, Reject.of(code, "x"));
    }

    private JsonNode error(Dialect dialect, Reject reject) {
        return JSON.readTree(this.writer.write(dialect, ID, reject).body()).get("error");
    }

}
