package llmgateway.runner;

import java.util.Optional;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Dialect;
import llmgateway.core.error.Reject;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.RequestHead;
import llmgateway.dialect.error.ErrorWriter;
import llmgateway.dialect.request.EndpointMatcher;
import llmgateway.dialect.request.EndpointMatcher.Match;
import llmgateway.runner.pipeline.RefusalWriter;

/** Refusals in the dialect that the request's path speaks, or OpenAI's. */
final class DialectRefusals implements RefusalWriter {

    private final EndpointMatcher endpoints = EndpointMatcher.withDefaults();

    private final ErrorWriter writer = new ErrorWriter();

    @Override
    public DirectResponse write(Reject reject, CallId id, Optional<RequestHead> head) {
        return this.writer.write(head.map(this::dialect).orElse(Dialect.OPENAI), id, reject);
    }

    private Dialect dialect(RequestHead head) {
        return switch (this.endpoints.match(head.method(), head.path(), head.headers())) {
            case Match.Found found -> found.endpoint().dialect();
            case Match.NotFound notFound -> notFound.dialect();
        };
    }

}
