package llmgateway.simulator.bedrock;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.BearerToken;
import llmgateway.simulator.api.Dialect;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.wire.Event;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import tools.jackson.databind.JsonNode;

/**
 * Amazon Bedrock: an API key as bearer token, or the access key id of a signature, which
 * itself is not verified; errors with a message alone.
 */
public final class BedrockDialect implements Dialect {

    private static final Pattern SIGNED = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/[0-9]{8}/[a-z0-9-]+/bedrock/aws4_request, SignedHeaders=\\S+, Signature=[0-9a-f]{64}");

    @Override
    public Optional<String> key(HttpFields headers) {
        Matcher signed = SIGNED.matcher(Optional.ofNullable(headers.get(HttpHeader.AUTHORIZATION)).orElse(""));
        return signed.matches() ? Optional.of(signed.group(1)) : BearerToken.of(headers);
    }

    @Override
    public ApiException missingKey() {
        return new ApiException(403, "Missing Authentication Token", Optional.empty(), Optional.empty());
    }

    @Override
    public ApiException wrongKey(String key) {
        return new ApiException(403, "The security token included in the request is invalid.", Optional.empty(),
                Optional.empty());
    }

    @Override
    public JsonNode error(ApiException refusal) {
        return Json.object().put("message", refusal.text());
    }

    @Override
    public Map<String, String> errorHeaders(ApiException refusal) {
        return Map.of("x-amzn-errortype", switch (refusal.status()) {
            case 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 408 -> "ModelTimeoutException";
            case 424 -> "ModelErrorException";
            case 429 -> "ThrottlingException";
            case 503 -> "ServiceUnavailableException";
            default -> (refusal.status() < 500) ? "ValidationException" : "InternalServerException";
        });
    }

    @Override
    public Event errorEvent(ApiException refusal) {
        return Event.named("modelStreamErrorException", error(refusal));
    }

    @Override
    public String requestIdHeader() {
        return "x-amzn-requestid";
    }

}
