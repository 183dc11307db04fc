package llmgateway.dialect.request;

import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Endpoint;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.Headers;
import llmgateway.core.model.OriginalModel;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a call from its request, and refuses what the gateway and a provider could read
 * differently. Thread-safe.
 */
public final class CallReader {

    private final RequestLimits limits;

    private final JsonFactory json;

    public CallReader(RequestLimits limits) {
        this.limits = limits;
        this.json = StrictJson.factory(limits);
    }

    /**
     * @param body as received; kept by the reading and not copied, so not to be written
     * to
     */
    public CallReading read(CallId id, Caller caller, EndpointMatcher.Match.Found found, Headers headers, byte[] body) {
        try {
            HeaderRules.check(headers);
            found.modelInPath().ifPresent((model) -> NamedModel.checked(model, this.limits));
            ReadBody read = readBody(found.endpoint(), headers, body);
            Optional<OriginalModel> model = found.modelInPath().or(read::model);
            Call call = new Call(id, caller, found.endpoint(), model, read.stream() || found.streamInPath(),
                    read.outputLimit(), read.choices(), read.serviceTier(), labels(read.labels(), headers));
            return new CallReading.Accepted(call, read.body());
        }
        catch (RefusedRequest refused) {
            return new CallReading.Refused(refused.reject());
        }
    }

    private ReadBody readBody(Endpoint endpoint, Headers headers, byte[] body) {
        if (!takesBody(endpoint)) {
            return ReadBody.NONE;
        }
        if (body.length > this.limits.bodyBytes()) {
            throw new RefusedRequest(Rejects.bodyTooLarge(this.limits.bodyBytes()));
        }
        HeaderRules.requireUnencodedBody(headers);
        if (body.length == 0) {
            throw new RefusedRequest(Rejects.missingBody());
        }
        return switch (ContentType.of(endpoint, headers)) {
            case ContentType.Json() -> new JsonBodyReader(endpoint, this.limits).read(this.json, body);
            case ContentType.Multipart(String boundary) ->
                new FormBodyReader(endpoint, body, this.limits).read(boundary);
        };
    }

    private static Call.Labels labels(Call.Labels inBody, Headers headers) {
        List<String> inHeaders = headers.all(Label.TAGS_HEADER);
        return inHeaders.isEmpty() ? inBody
                : new Call.Labels(inBody.user(), Label.merged(inBody.tags(), Label.tags(inHeaders)));
    }

    private static boolean takesBody(Endpoint endpoint) {
        return switch (endpoint) {
            case MODELS, MODEL, ANTHROPIC_MODELS, ANTHROPIC_MODEL, GEMINI_MODELS, GEMINI_MODEL -> false;
            default -> true;
        };
    }

}
