package llmgateway.metrics.trace;

import java.util.List;
import java.util.Optional;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.trace.CallTrace;
import llmgateway.core.trace.CallTracing;

/**
 * Records nothing, but notes which trace a call came in, for access log and ledger: the
 * client or the gateway may record it.
 */
public final class ForeignCallTracing implements CallTracing {

    @Override
    public Optional<CallTrace> begin(Headers request) {
        return W3cContext.read(request)
            .map((sender) -> new CallTrace(sender.getTraceId(), sender.getSpanId(), Optional.empty(), false,
                    Optional.empty()));
    }

    @Override
    public List<Header> providerHeaders(CallTrace trace) {
        return List.of();
    }

}
