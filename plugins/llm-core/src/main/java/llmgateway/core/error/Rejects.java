package llmgateway.core.error;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.http.Headers;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.money.Money;

/** The catalogue of refusals: every message a client can read stands here. */
public final class Rejects {

    private static final int PROVIDER_WORDS = 2_000;

    private static final int SHOWN = 120;

    private static final String RETRY_AFTER = "Retry-After";

    private Rejects() {
    }

    /**
     * @param problem what is wrong, without the body's content
     * @param byteOffset where, counted from 0
     */
    public static Reject malformedBody(String problem, long byteOffset) {
        return Reject.of(ErrorCode.INVALID_REQUEST_ERROR,
                "The request body is not acceptable: " + problem + " (at byte " + byteOffset + ").");
    }

    public static Reject invalidField(String field, String requirement) {
        return Reject.of(ErrorCode.INVALID_REQUEST_ERROR, "'" + field + "' " + requirement + ".").at(field);
    }

    public static Reject invalidRequest(String problem) {
        return Reject.of(ErrorCode.INVALID_REQUEST_ERROR, problem);
    }

    public static Reject bodyTooLarge(long limitBytes) {
        return Reject.of(ErrorCode.REQUEST_TOO_LARGE, "The request body is larger than " + limitBytes + " bytes.");
    }

    public static Reject missingBody() {
        return Reject.of(ErrorCode.INVALID_REQUEST_ERROR, "The request has no body.");
    }

    /**
     * @param expected the media types that the endpoint takes
     */
    public static Reject unsupportedContentType(String expected) {
        return Reject.of(ErrorCode.INVALID_REQUEST_ERROR,
                "The Content-Type of this request is not accepted here; send " + expected + ".");
    }

    public static Reject repeatedHeader(String name) {
        return Reject.of(ErrorCode.INVALID_REQUEST_ERROR, "The header '" + name + "' was sent more than once.");
    }

    public static Reject headerWithLineBreak() {
        return Reject.of(ErrorCode.INVALID_REQUEST_ERROR, "A header has a line break or a zero byte in it.");
    }

    public static Reject unsupportedContentEncoding(String encoding) {
        return Reject.of(ErrorCode.UNSUPPORTED_ENCODING,
                "Content-Encoding '" + shown(encoding) + "' is not supported; send the body as it is.");
    }

    public static Reject unknownEndpoint(String method, String path) {
        return Reject.of(ErrorCode.ENDPOINT_NOT_FOUND,
                "There is no endpoint " + shown(method) + " " + shown(path) + " here.");
    }

    public static Reject methodNotAllowed(String method, String path, String allowed) {
        return Reject
            .of(ErrorCode.METHOD_NOT_ALLOWED,
                    shown(method) + " is not allowed on " + shown(path) + "; use " + allowed + ".")
            .with("Allow", allowed);
    }

    public static Reject missingModel() {
        return Reject.of(ErrorCode.INVALID_REQUEST_ERROR, "The request names no model, and no default is set here.")
            .at("model");
    }

    public static Reject unknownModel(OriginalModel model) {
        return Reject
            .of(ErrorCode.MODEL_NOT_FOUND,
                    "The model '" + shown(model.name()) + "' does not exist here; GET /v1/models lists what does.")
            .at("model");
    }

    public static Reject modelNotAllowed(OriginalModel model) {
        return Reject
            .of(ErrorCode.MODEL_NOT_ALLOWED, "The model '" + shown(model.name()) + "' is not allowed for this caller.")
            .at("model");
    }

    public static Reject endpointNotServed(OriginalModel model, String served) {
        return Reject
            .of(ErrorCode.INVALID_REQUEST_ERROR,
                    "The model '" + shown(model.name()) + "' is not served on this endpoint; use " + served + ".")
            .at("model");
    }

    /**
     * The model's provider speaks another API, in which this cannot be said.
     * @param feature its name in the documentation
     */
    public static Reject streamOfEventsOnly() {
        return Reject
            .of(ErrorCode.INVALID_REQUEST_ERROR,
                    "Streams come as server-sent events here, not as an array: add '?alt=sse' to the address.")
            .at("alt");
    }

    public static Reject notTranslatable(String feature) {
        return Reject
            .of(ErrorCode.INVALID_REQUEST_ERROR,
                    "The provider of this model cannot be asked for '" + shown(feature)
                            + "'; the API that it speaks has no such thing.")
            .at(feature);
    }

    public static Reject noProviderKey(OriginalModel model) {
        return Reject.of(ErrorCode.PROVIDER_UNAVAILABLE,
                "No provider of the model '" + shown(model.name()) + "' has a key configured at this gateway.");
    }

    public static Reject unauthenticated() {
        return Reject
            .of(ErrorCode.AUTHENTICATION_ERROR,
                    "No valid API key was given. Send it as 'Authorization: Bearer <key>' or 'x-api-key: <key>'.")
            .with("WWW-Authenticate", "Bearer");
    }

    /**
     * @param plugin the plugin whose configuration cannot be used; the reason is for the
     * operator's log only
     */
    public static Reject misconfigured(String plugin) {
        return Reject.of(ErrorCode.GATEWAY_MISCONFIGURED, "The plugin '" + shown(plugin)
                + "' is missing or wrongly configured at this gateway; its operator's log says why.");
    }

    public static Reject internalError() {
        return Reject.of(ErrorCode.INTERNAL_ERROR, "The gateway failed to handle this request.");
    }

    public static Reject deadlineExceeded() {
        return Reject.of(ErrorCode.GATEWAY_TIMEOUT, "The gateway's plugins did not decide in time.")
            .with(RETRY_AFTER, "1");
    }

    public static Reject upstreamUnreachable(String provider) {
        return Reject.of(ErrorCode.UPSTREAM_ERROR, "The provider '" + provider + "' could not be reached.");
    }

    public static Reject upstreamTimeout(String provider) {
        return Reject.of(ErrorCode.UPSTREAM_TIMEOUT, "The provider '" + provider + "' did not answer in time.");
    }

    /** What the gateway proves itself with to the provider's cloud could not be got. */
    public static Reject noCloudCredentials(String provider) {
        return Reject
            .of(ErrorCode.PROVIDER_UNAVAILABLE, "The gateway got no credentials for the provider '" + provider + "'.")
            .with(RETRY_AFTER, "1");
    }

    /** Every connection that the gateway may open to the provider is in use. */
    public static Reject upstreamBusy(String provider) {
        return Reject
            .of(ErrorCode.PROVIDER_UNAVAILABLE,
                    "All of this gateway's connections to the provider '" + provider + "' are in use.")
            .with(RETRY_AFTER, "1");
    }

    /** All that could serve the model have failed lately, or said when to come back. */
    public static Reject targetsCoolDown(OriginalModel model, Duration soonest) {
        return Reject
            .of(ErrorCode.PROVIDER_UNAVAILABLE,
                    "Every provider of the model '" + model.name() + "' has failed lately and is not asked for now.")
            .with(RETRY_AFTER, wholeSeconds(soonest));
    }

    public static Reject upstreamBroke(String provider) {
        return Reject.of(ErrorCode.UPSTREAM_ERROR, "The provider '" + provider + "' broke its answer off.");
    }

    public static Reject upstreamRedirected(String provider) {
        return Reject.of(ErrorCode.UPSTREAM_ERROR,
                "The provider '" + provider + "' answered with a redirect, which the gateway does not follow.");
    }

    public static Reject upstreamNotAnApi(String provider) {
        return Reject.of(ErrorCode.UPSTREAM_ERROR,
                "The provider '" + provider + "' answered with something that is no answer of an LLM API.");
    }

    public static Reject upstreamAnswerTooLarge(String provider, long limitBytes) {
        return Reject.of(ErrorCode.UPSTREAM_ERROR,
                "The answer of the provider '" + provider + "' is larger than " + limitBytes + " bytes.");
    }

    /**
     * An error answer of a provider that cannot be passed on as it is.
     * @param status the provider's, 400 to 599
     */
    public static Reject upstreamFailed(String provider, int status) {
        return new Reject(ErrorCode.UPSTREAM_ERROR, status,
                "The provider '" + provider + "' answered with status " + status + ".", Optional.empty(), Headers.NONE);
    }

    /**
     * An error of a provider of another API than the client's, in its own words.
     * @param status the provider's, 400 to 599
     * @param message free of secrets
     */
    public static Reject upstreamSaid(String provider, ErrorCode code, int status, String message) {
        return new Reject(code, status, "The provider '" + provider + "' answered: " + shownWhole(message),
                Optional.empty(), Headers.NONE);
    }

    /**
     * A request that is no acceptable HTTP.
     * @param status 400 to 499, or 505
     */
    public static Reject malformedRequest(int status) {
        return new Reject(ErrorCode.INVALID_REQUEST_ERROR, status, "The request is not acceptable HTTP.",
                Optional.empty(), Headers.NONE);
    }

    public static Reject bodyTooSlow() {
        return new Reject(ErrorCode.INVALID_REQUEST_ERROR, 408, "The request body did not arrive in time.",
                Optional.empty(), Headers.NONE);
    }

    /** The gateway handles as many requests as it may. */
    public static Reject gatewayBusy() {
        return Reject.of(ErrorCode.GATEWAY_BUSY, "The gateway is handling as many requests as it may.")
            .with(RETRY_AFTER, "1");
    }

    /**
     * @param limit its name
     * @param allowance such as {@code 600 requests per minute}
     * @param retryAfter until there is enough again
     */
    public static Reject rateLimited(String limit, String allowance, Duration retryAfter) {
        return Reject
            .of(ErrorCode.RATE_LIMIT_EXCEEDED, "The rate limit '" + limit + "' of " + allowance + " is reached.")
            .with(OwnedHeaders.LIMIT, limit)
            .with(RETRY_AFTER, wholeSeconds(retryAfter));
    }

    /** However long a client waits, the limit never lets so much through at once. */
    public static Reject largerThanRateLimit(String limit, String allowance, long tokens) {
        return Reject
            .of(ErrorCode.RATE_LIMIT_EXCEEDED,
                    "The request may use up to " + tokens + " tokens, more than the rate limit '" + limit + "' of "
                            + allowance + " lets through at once. Set a lower output limit or shorten the input.")
            .with(OwnedHeaders.LIMIT, limit);
    }

    public static Reject tooManyConcurrentCalls(String limit, long most) {
        return Reject
            .of(ErrorCode.RATE_LIMIT_EXCEEDED,
                    "The limit '" + limit + "' of " + most + " calls at the same time is reached.")
            .with(OwnedHeaders.LIMIT, limit)
            .with(RETRY_AFTER, "1");
    }

    /**
     * @param cap such as {@code 300 USD per month}
     * @param used what has been spent
     * @param needed what the call may cost
     * @param resetsAt empty for a cap in all
     */
    public static Reject spendCapReached(String limit, String cap, Money used, Money needed, Optional<Instant> resetsAt,
            Instant now) {
        Reject reject = Reject
            .of(ErrorCode.INSUFFICIENT_QUOTA,
                    "The spend limit '" + limit + "' of " + cap + " does not allow this call: " + used
                            + " USD are spent, and the call may cost up to " + needed + " USD. "
                            + resetsAt.map((reset) -> "The limit resets at " + reset + ".")
                                .orElse("The limit does not reset."))
            .with(OwnedHeaders.LIMIT, limit);
        return resetsAt.map((reset) -> reject.with(RETRY_AFTER, wholeSeconds(Duration.between(now, reset))))
            .orElse(reject);
    }

    /** The cap would have room, were it not held by calls that still run. */
    public static Reject spendCapHeld(String limit, String cap, Money held, Money needed) {
        return Reject
            .of(ErrorCode.RATE_LIMIT_EXCEEDED,
                    "The spend limit '" + limit + "' of " + cap + " has no room at the moment: " + held
                            + " USD are held by calls that still run, and this call may cost up to " + needed + " USD.")
            .with(OwnedHeaders.LIMIT, limit)
            .with(RETRY_AFTER, "2");
    }

    /** The limits cannot be asked, and one of them says to refuse then. */
    public static Reject budgetUnavailable(String limit) {
        return Reject
            .of(ErrorCode.BUDGET_UNAVAILABLE,
                    "The limit '" + limit + "' cannot be checked at the moment, and calls wait until it can.")
            .with(OwnedHeaders.LIMIT, limit)
            .with(RETRY_AFTER, "1");
    }

    private static String wholeSeconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    /** A request to the relay without the ticket of a call that waits there. */
    public static Reject unknownTicket() {
        return new Reject(ErrorCode.AUTHENTICATION_ERROR, 403, "No call waits under this ticket.", Optional.empty(),
                Headers.NONE);
    }

    private static String shownWhole(String text) {
        String cut = (text.length() > PROVIDER_WORDS) ? text.substring(0, PROVIDER_WORDS) + "..." : text;
        return cut.replaceAll("\\p{Cntrl}", " ");
    }

    /**
     * What a client wrote, cut and free of control characters, so that it can stand in a
     * message or header.
     */
    private static String shown(String text) {
        String cut = (text.length() > SHOWN) ? text.substring(0, SHOWN) + "..." : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

}
