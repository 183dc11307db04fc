package llmgateway.runner.a6;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Proxy;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.RequestHead;
import llmgateway.core.http.RequestRewrite;
import llmgateway.runner.a6.wire.Err.Code;
import llmgateway.runner.pipeline.Outcome;
import llmgateway.runner.pipeline.Pipeline;
import llmgateway.runner.pipeline.PreparedChain;
import llmgateway.runner.pipeline.RefusalWriter;
import llmgateway.runner.pipeline.ResponseOutcome;
import llmgateway.runner.pipeline.ResponsePipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a frame to its one reply. Keeps nothing of a call. Thread-safe. */
final class FrameHandler {

    private static final Logger log = LoggerFactory.getLogger(FrameHandler.class);

    private final ConfTokens tokens;

    private final Pipeline requests;

    private final ResponsePipeline responses;

    private final RefusalWriter refusals;

    FrameHandler(ConfTokens tokens, Pipeline requests, ResponsePipeline responses, RefusalWriter refusals) {
        this.tokens = tokens;
        this.requests = requests;
        this.responses = responses;
        this.refusals = refusals;
    }

    /**
     * @param gateway to ask for more
     * @return the reply; empty if none can be given and the connection is to be closed
     */
    Optional<OutgoingReply> handle(Frame frame, Gateway gateway) throws IOException {
        return switch (frame.type()) {
            case PREPARE_CONF ->
                OutgoingReply.of(ReplyEncoder.prepared(this.tokens.prepare(FrameDecoder.prepareConf(frame.body()))));
            case HTTP_REQ_CALL -> requestCall(FrameDecoder.requestCall(frame.body()), gateway);
            case HTTP_RESP_CALL -> responseCall(FrameDecoder.responseCall(frame.body()), gateway);
            case ERROR, EXTRA_INFO -> throw new MalformedFrameException(frame.type() + " out of turn");
        };
    }

    private Optional<OutgoingReply> requestCall(RequestCall call, Gateway gateway) throws IOException {
        Optional<PreparedChain> chain = this.tokens.find(call.confToken());
        if (chain.isEmpty()) {
            return OutgoingReply.of(ReplyEncoder.error(Code.CONF_TOKEN_NOT_FOUND));
        }
        CallId id = CallId.random(ThreadLocalRandom.current());
        Outcome outcome = this.requests.run(chain.get(), new GatewayCall(call, gateway), id, Proxy.GATEWAY);
        try {
            return switch (outcome) {
                case Outcome.Forward(RequestRewrite rewrite, var exchange, var unsent) ->
                    Optional.of(new OutgoingReply(ReplyEncoder.forward(call.requestId(), rewrite), unsent));
                case Outcome.Respond(DirectResponse response) ->
                    OutgoingReply.of(ReplyEncoder.stop(call.requestId(), response));
                case Outcome.Abandoned() -> Optional.empty();
            };
        }
        catch (FrameTooLargeException ex) {
            if (outcome instanceof Outcome.Forward forward) {
                forward.unsent().run();
            }
            return OutgoingReply.of(ReplyEncoder.stop(call.requestId(), tooLarge(ex, id, Optional.of(call.head()))));
        }
    }

    private Optional<OutgoingReply> responseCall(ResponseCall call, Gateway gateway) throws IOException {
        Optional<PreparedChain> chain = this.tokens.find(call.confToken());
        if (chain.isEmpty()) {
            return OutgoingReply.of(ReplyEncoder.error(Code.CONF_TOKEN_NOT_FOUND));
        }
        CallId id = CallId.random(ThreadLocalRandom.current());
        ResponseOutcome outcome = this.responses.run(chain.get(), new GatewayResponseCall(call, gateway), id);
        try {
            return switch (outcome) {
                case ResponseOutcome.Answer answer -> OutgoingReply.of(ReplyEncoder.answer(call.requestId(), answer));
                case ResponseOutcome.Abandoned() -> Optional.empty();
            };
        }
        catch (FrameTooLargeException ex) {
            DirectResponse refusal = tooLarge(ex, id, Optional.empty());
            return OutgoingReply.of(ReplyEncoder.answer(call.requestId(),
                    new ResponseOutcome.Answer(refusal.status(), refusal.headers(), refusal.body())));
        }
    }

    private DirectResponse tooLarge(FrameTooLargeException ex, CallId id, Optional<RequestHead> head) {
        log.error("{}: the plugins' reply does not fit: {}", id, ex.getMessage());
        return this.refusals.write(Rejects.internalError(), id, head);
    }

}
