package llmgateway.dialect.error;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.error.Reject;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Headers;
import llmgateway.dialect.eventstream.EventFrame;
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
                case BEDROCK -> out.writeStringProperty("message", reject.message());
                case COHERE, OLLAMA -> throw new IllegalArgumentException("no client speaks " + dialect);
            }
            out.writeEndObject();
        }
        Headers headers = headers(id, reject);
        return new DirectResponse(reject.status(),
                (dialect == Dialect.BEDROCK) ? headers.with("x-amzn-errortype", BedrockErrorType.of(reject)) : headers,
                body.toByteArray());
    }

    /** What tells the client of a stream that has begun, after which nothing comes. */
    public byte[] writeInStream(Dialect dialect, CallId id, Reject reject) {
        byte[] error = write(dialect, id, reject).body();
        return switch (dialect) {
            case BEDROCK -> EventFrame.exception(BedrockErrorType.inStream(reject), error);
            case ANTHROPIC -> event("event: error\n", error);
            case OPENAI, GEMINI -> event("", error);
            case COHERE, OLLAMA -> throw new IllegalArgumentException("no client speaks " + dialect);
        };
    }

    /**
     * Blank lines first, in case a part of an event larger than what is held back went
     * out.
     */
    private static byte[] event(String name, byte[] error) {
        return ("\n\n" + name + "data: " + new String(error, StandardCharsets.UTF_8) + "\n\n")
            .getBytes(StandardCharsets.UTF_8);
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
