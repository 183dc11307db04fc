package llmgateway.core.trace;

import java.util.List;
import java.util.Optional;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;

/** Takes calls into their traces. Thread-safe; does not block and does not throw. */
public interface CallTracing {

    /** No call has a trace. */
    CallTracing NONE = new CallTracing() {

        @Override
        public Optional<CallTrace> begin(Headers request) {
            return Optional.empty();
        }

        @Override
        public List<Header> providerHeaders(CallTrace trace) {
            return List.of();
        }

    };

    /**
     * A call begins.
     * @param request its headers, as the gateway handed them over
     * @return empty where it belongs to no trace
     */
    Optional<CallTrace> begin(Headers request);

    /** What a provider is told of the trace; nothing unless the operator wants it. */
    List<Header> providerHeaders(CallTrace trace);

}
