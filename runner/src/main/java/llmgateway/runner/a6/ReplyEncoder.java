package llmgateway.runner.a6;

import java.nio.ByteBuffer;
import java.util.List;

import com.google.flatbuffers.FlatBufferBuilder;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Header;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.http.RequestRewrite.Change;
import llmgateway.runner.a6.wire.HTTPReqCall.Action;
import llmgateway.runner.a6.wire.HTTPReqCall.Resp;
import llmgateway.runner.a6.wire.HTTPReqCall.Rewrite;
import llmgateway.runner.a6.wire.HTTPReqCall.Stop;
import llmgateway.runner.pipeline.ResponseOutcome;

/** Writes the runner's replies as frames. */
final class ReplyEncoder {

    private ReplyEncoder() {
    }

    /**
     * @param code of {@link llmgateway.runner.a6.wire.Err.Code}
     */
    static ByteBuffer error(int code) throws FrameTooLargeException {
        FrameBuilder frame = new FrameBuilder(0);
        int root = llmgateway.runner.a6.wire.Err.Resp.createResp(frame.flatbuffer(), code);
        return frame.finish(FrameType.ERROR, root);
    }

    static ByteBuffer prepared(long confToken) throws FrameTooLargeException {
        FrameBuilder frame = new FrameBuilder(0);
        int root = llmgateway.runner.a6.wire.PrepareConf.Resp.createResp(frame.flatbuffer(), confToken);
        return frame.finish(FrameType.PREPARE_CONF, root);
    }

    static ByteBuffer forward(long requestId, RequestRewrite rewrite) throws FrameTooLargeException {
        if (rewrite.equals(RequestRewrite.NONE)) {
            FrameBuilder frame = new FrameBuilder(0);
            int root = Resp.createResp(frame.flatbuffer(), requestId, Action.NONE, FrameBuilder.ABSENT);
            return frame.finish(FrameType.HTTP_REQ_CALL, root);
        }
        FrameBuilder frame = new FrameBuilder(sizeOf(rewrite));
        FlatBufferBuilder builder = frame.flatbuffer();
        int path = rewrite.path().map(frame::text).orElse(FrameBuilder.ABSENT);
        int headers = vector(changes(frame, rewrite.headers()), builder, Rewrite::createHeadersVector);
        int args = vector(changes(frame, rewrite.query()), builder, Rewrite::createArgsVector);
        int responseHeaders = vector(frame.entries(rewrite.responseHeaders()), builder,
                Rewrite::createRespHeadersVector);
        int body = rewrite.body().map(frame::bytes).orElse(FrameBuilder.ABSENT);
        int action = Rewrite.createRewrite(builder, path, headers, args, responseHeaders, body);
        return frame.finish(FrameType.HTTP_REQ_CALL, Resp.createResp(builder, requestId, Action.Rewrite, action));
    }

    static ByteBuffer stop(long requestId, DirectResponse response) throws FrameTooLargeException {
        List<Header> lines = response.headers().lines();
        FrameBuilder frame = new FrameBuilder(FrameBuilder.sizeOf(lines) + response.body().length);
        FlatBufferBuilder builder = frame.flatbuffer();
        int headers = vector(frame.entries(lines), builder, Stop::createHeadersVector);
        int body = body(frame, response.body());
        int action = Stop.createStop(builder, response.status(), headers, body);
        return frame.finish(FrameType.HTTP_REQ_CALL, Resp.createResp(builder, requestId, Action.Stop, action));
    }

    static ByteBuffer answer(long requestId, ResponseOutcome.Answer answer) throws FrameTooLargeException {
        List<Header> lines = answer.headers().lines();
        FrameBuilder frame = new FrameBuilder(FrameBuilder.sizeOf(lines) + answer.body().length);
        FlatBufferBuilder builder = frame.flatbuffer();
        int headers = vector(frame.entries(lines), builder,
                llmgateway.runner.a6.wire.HTTPRespCall.Resp::createHeadersVector);
        int body = body(frame, answer.body());
        int root = llmgateway.runner.a6.wire.HTTPRespCall.Resp.createResp(builder, requestId, answer.status(), headers,
                body);
        return frame.finish(FrameType.HTTP_RESP_CALL, root);
    }

    private static int body(FrameBuilder frame, byte[] body) {
        return (body.length > 0) ? frame.bytes(body) : FrameBuilder.ABSENT;
    }

    private static int[] changes(FrameBuilder frame, List<Change> changes) {
        return changes.stream().mapToInt((change) -> frame.entry(change.name(), change.value().orElse(null))).toArray();
    }

    private static int vector(int[] entries, FlatBufferBuilder builder, VectorOf vectorOf) {
        return (entries.length == 0) ? FrameBuilder.ABSENT : vectorOf.create(builder, entries);
    }

    private static long sizeOf(RequestRewrite rewrite) {
        return sizeOfChanges(rewrite.headers()) + sizeOfChanges(rewrite.query())
                + FrameBuilder.sizeOf(rewrite.responseHeaders()) + rewrite.path().map(String::length).orElse(0)
                + rewrite.body().map((body) -> body.length).orElse(0);
    }

    private static long sizeOfChanges(List<Change> changes) {
        return FrameBuilder
            .sizeOf(changes.stream().map((change) -> new Header(change.name(), change.value().orElse(""))).toList());
    }

    private interface VectorOf {

        int create(FlatBufferBuilder builder, int[] entries);

    }

}
