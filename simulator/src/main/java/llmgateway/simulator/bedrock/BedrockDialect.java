package llmgateway.simulator.bedrock;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.BearerToken;
import llmgateway.simulator.api.Dialect;
import llmgateway.simulator.api.SignedRequest;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.wire.Event;
import org.eclipse.jetty.http.HttpFields;
import tools.jackson.databind.JsonNode;

/**
 * Amazon Bedrock: an API key as bearer token, or the access key id of a signature, which
 * is verified where the secret is known; errors with a message alone.
 */
public final class BedrockDialect implements Dialect {

    @Override
    public Optional<String> key(HttpFields headers) {
        return SignatureV4.of(headers).map(SignatureV4::accessKeyId).or(() -> BearerToken.of(headers));
    }

    @Override
    public Optional<ApiException> signatureProblem(SignedRequest request, String secret, Instant now) {
        Optional<SignatureV4> signature = SignatureV4.of(request.headers());
        if (signature.isEmpty()) {
            return Optional.of(missingKey());
        }
        if (!signature.get().isOf(request, secret)) {
            return Optional
                .of(forbidden("The request signature we calculated does not match the signature you provided."
                        + " Check your AWS Secret Access Key and signing method."));
        }
        return signature.get().isFresh(request, now) ? Optional.empty() : Optional.of(forbidden("Signature expired"));
    }

    @Override
    public ApiException missingKey() {
        return forbidden("Missing Authentication Token");
    }

    @Override
    public ApiException wrongKey(String key) {
        return forbidden("The security token included in the request is invalid.");
    }

    private static ApiException forbidden(String message) {
        return new ApiException(403, message, Optional.empty(), Optional.empty());
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
