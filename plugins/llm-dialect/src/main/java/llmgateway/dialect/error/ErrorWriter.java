package llmgateway.dialect.error;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.error.Reject;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Headers;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a refusal as the client's dialect has it. Thread-safe. */
public final class ErrorWriter {

    private static final String SHOULD_RETRY = "x-should-retry";

    private final JsonFactory json = new JsonFactory();

    public DirectResponse write(Dialect dialect, CallId id, Reject reject) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator out = this.json.createGenerator(ObjectWriteContext.empty(), body)) {
            out.writeStartObject();
            switch (dialect) {
                case OPENAI -> writeOpenAi(out, reject);
                case ANTHROPIC -> writeAnthropic(out, id, reject);
                case GEMINI -> writeGemini(out, reject);
                case BEDROCK, COHERE, OLLAMA -> throw new IllegalArgumentException("no client speaks " + dialect);
            }
            out.writeEndObject();
        }
        return new DirectResponse(reject.status(), headers(id, reject), body.toByteArray());
    }

    private static void writeOpenAi(JsonGenerator out, Reject reject) {
        out.writeObjectPropertyStart("error");
        out.writeStringProperty("message", reject.message());
        out.writeStringProperty("type", OpenAiErrorType.of(reject));
        out.writeName("param");
        out.writeString(reject.param().orElse(null));
        out.writeStringProperty("code", reject.code().name().toLowerCase(Locale.ROOT));
        out.writeEndObject();
    }

    private static void writeAnthropic(JsonGenerator out, CallId id, Reject reject) {
        out.writeStringProperty("type", "error");
        out.writeObjectPropertyStart("error");
        out.writeStringProperty("type", AnthropicErrorType.of(reject));
        out.writeStringProperty("message", reject.message());
        out.writeEndObject();
        out.writeStringProperty("request_id", id.value());
    }

    private static void writeGemini(JsonGenerator out, Reject reject) {
        out.writeObjectPropertyStart("error");
        out.writeNumberProperty("code", reject.status());
        out.writeStringProperty("message", reject.message());
        out.writeStringProperty("status", GeminiErrorStatus.of(reject));
        out.writeEndObject();
    }

    private static Headers headers(CallId id, Reject reject) {
        Headers headers = reject.headers()
            .with("content-type", "application/json")
            .with(OwnedHeaders.CALL_ID, id.value());
        return canRetryHelp(reject) ? headers : headers.with(SHOULD_RETRY, "false");
    }

    /**
     * Both official SDKs obey {@code x-should-retry} before they look at the status
     * (RetryingHttpClient of openai-java 4.101.0 and anthropic-java 3.12.0); without it
     * they retry 408, 409, 429 and every 5xx.
     */
    private static boolean canRetryHelp(Reject reject) {
        return switch (reject.code()) {
            case INSUFFICIENT_QUOTA, GATEWAY_MISCONFIGURED -> false;
            case PROVIDER_UNAVAILABLE, RATE_LIMIT_EXCEEDED -> reject.headers().contains("retry-after");
            default -> reject.status() == 429 || reject.status() >= 500;
        };
    }

}
