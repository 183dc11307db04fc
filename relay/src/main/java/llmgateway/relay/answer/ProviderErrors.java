package llmgateway.relay.answer;

import java.util.Optional;

import llmgateway.core.call.Endpoint;
import llmgateway.core.error.ErrorCode;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.RetryRules;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.translation.Translations;

/** Understands what providers say when they fail. Thread-safe. */
final class ProviderErrors {

    private final Translations translations;

    ProviderErrors(Translations translations) {
        this.translations = translations;
    }

    /** Why another attempt may do better after an error answer. */
    Optional<RetryRules.Reason> reason(Endpoint provider, int status, byte[] body) {
        return this.translations.readError(provider, status, body)
            .map(FailureReasons::of)
            .orElseGet(() -> FailureReasons.of(new AttemptOutcome.Answered(status)));
    }

    /** A provider's error for a client of another API. */
    static Reject reject(ProviderError error, String provider, KeyRedaction redaction) {
        ErrorCode code = switch (error.kind()) {
            case CONTEXT_LENGTH -> ErrorCode.CONTEXT_LENGTH_EXCEEDED;
            case CONTENT_FILTER -> ErrorCode.CONTENT_FILTER;
            case OTHER -> ErrorCode.UPSTREAM_ERROR;
        };
        return Rejects.upstreamSaid(provider, code, error.status(), redaction.redact(error.message()));
    }

}
