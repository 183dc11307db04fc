package llmgateway.e2e.gateway.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import com.google.flatbuffers.Table;
import llmgateway.e2e.gateway.wire.RunnerMessage.Entry;
import llmgateway.runner.a6.wire.ExtraInfo.Info;
import llmgateway.runner.a6.wire.ExtraInfo.Var;
import llmgateway.runner.a6.wire.HTTPReqCall.Action;
import llmgateway.runner.a6.wire.TextEntry;
import org.jspecify.annotations.Nullable;

/** Reads what a runner sent, and accepts only what is well-formed to the letter. */
public final class StrictReader {

    private StrictReader() {
    }

    /**
     * @throws MalformedMessage for an unknown type, a malformed flatbuffer, or content
     * that the protocol has no place for
     */
    public static RunnerMessage read(Frame frame) {
        return switch (frame.type()) {
            case Frame.ERROR -> {
                ByteBuffer buffer = checked(frame, Schema.ERR_RESP);
                int code = llmgateway.runner.a6.wire.Err.Resp.getRootAsResp(buffer).code();
                require(code < llmgateway.runner.a6.wire.Err.Code.names.length, "an unknown error code");
                yield new RunnerMessage.Failed(code);
            }
            case Frame.PREPARE_CONF -> new RunnerMessage.Prepared(
                    llmgateway.runner.a6.wire.PrepareConf.Resp.getRootAsResp(checked(frame, Schema.PREPARE_CONF_RESP))
                        .confToken());
            case Frame.HTTP_REQ_CALL -> verdict(llmgateway.runner.a6.wire.HTTPReqCall.Resp
                .getRootAsResp(checked(frame, Schema.HTTP_REQ_CALL_RESP)));
            case Frame.EXTRA_INFO ->
                question(llmgateway.runner.a6.wire.ExtraInfo.Req.getRootAsReq(checked(frame, Schema.EXTRA_INFO_REQ)));
            case Frame.HTTP_RESP_CALL -> responseChange(llmgateway.runner.a6.wire.HTTPRespCall.Resp
                .getRootAsResp(checked(frame, Schema.HTTP_RESP_CALL_RESP)));
            default -> throw new MalformedMessage("a frame of the unknown type " + frame.type());
        };
    }

    private static ByteBuffer checked(Frame frame, TableShape shape) {
        FlatbufferCheck.check(frame.payload(), shape);
        return ByteBuffer.wrap(frame.payload());
    }

    private static RunnerMessage.Verdict verdict(llmgateway.runner.a6.wire.HTTPReqCall.Resp resp) {
        return switch (resp.actionType()) {
            case Action.NONE -> new RunnerMessage.Unchanged(resp.id());
            case Action.Stop -> {
                var stop = union(resp.action(new llmgateway.runner.a6.wire.HTTPReqCall.Stop()),
                        llmgateway.runner.a6.wire.HTTPReqCall.Stop.class);
                yield new RunnerMessage.Stop(resp.id(), stop.status(), headers(stop.headersLength(), stop::headers),
                        bytes(stop.bodyAsByteBuffer()));
            }
            default -> {
                var rewrite = union(resp.action(new llmgateway.runner.a6.wire.HTTPReqCall.Rewrite()),
                        llmgateway.runner.a6.wire.HTTPReqCall.Rewrite.class);
                yield new RunnerMessage.Rewrite(resp.id(), Optional.ofNullable(rewrite.path()),
                        entries(rewrite.headersLength(), rewrite::headers),
                        entries(rewrite.argsLength(), rewrite::args),
                        headers(rewrite.respHeadersLength(), rewrite::respHeaders), bytes(rewrite.bodyAsByteBuffer()));
            }
        };
    }

    private static RunnerMessage question(llmgateway.runner.a6.wire.ExtraInfo.Req req) {
        return switch (req.infoType()) {
            case Info.Var -> {
                String name = union(req.info(new Var()), Var.class).name();
                if (name == null) {
                    throw new MalformedMessage("a question for a variable without a name");
                }
                yield new RunnerMessage.AskVariable(name);
            }
            case Info.ReqBody -> new RunnerMessage.AskRequestBody();
            case Info.RespBody -> new RunnerMessage.AskResponseBody();
            default -> throw new MalformedMessage("a question for nothing");
        };
    }

    private static RunnerMessage responseChange(llmgateway.runner.a6.wire.HTTPRespCall.Resp resp) {
        return new RunnerMessage.ResponseChange(resp.id(), resp.status(), headers(resp.headersLength(), resp::headers),
                bytes(resp.bodyAsByteBuffer()));
    }

    private static <T> T union(@Nullable Table value, Class<T> type) {
        return type.cast(Objects.requireNonNull(value));
    }

    /** Header lines for a client: each with a value. */
    private static List<Entry> headers(int length, IntFunction<TextEntry> at) {
        List<Entry> entries = entries(length, at);
        require(entries.stream().allMatch((entry) -> entry.value().isPresent()), "a response header without a value");
        return entries;
    }

    private static List<Entry> entries(int length, IntFunction<TextEntry> at) {
        return IntStream.range(0, length).mapToObj(at).map(StrictReader::entry).toList();
    }

    private static Entry entry(TextEntry entry) {
        String name = entry.name();
        if (name == null || name.isEmpty()) {
            throw new MalformedMessage("an entry without a name");
        }
        return new Entry(name, Optional.ofNullable(entry.value()));
    }

    private static byte[] bytes(@Nullable ByteBuffer vector) {
        if (vector == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[vector.remaining()];
        vector.get(bytes);
        return bytes;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new MalformedMessage(otherwise);
        }
    }

}
