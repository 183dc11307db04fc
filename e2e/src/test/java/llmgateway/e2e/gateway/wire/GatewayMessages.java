package llmgateway.e2e.gateway.wire;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.flatbuffers.FlatBufferBuilder;
import llmgateway.e2e.gateway.wire.RunnerMessage.Entry;
import llmgateway.runner.a6.wire.ExtraInfo.Resp;
import llmgateway.runner.a6.wire.HTTPReqCall.Req;
import llmgateway.runner.a6.wire.Method;
import llmgateway.runner.a6.wire.TextEntry;

/** Writes what APISIX sends, field by field in the order of {@code init.lua}. */
public final class GatewayMessages {

    private static final Map<String, Integer> METHODS = methods();

    private GatewayMessages() {
    }

    /**
     * @param conf plugin names and their settings, in order
     */
    public static Frame prepareConf(String key, List<Entry> conf) {
        FlatBufferBuilder builder = new FlatBufferBuilder(256);
        int keyText = builder.createString(key);
        int entries = llmgateway.runner.a6.wire.PrepareConf.Req.createConfVector(builder, entries(builder, conf));
        llmgateway.runner.a6.wire.PrepareConf.Req.startReq(builder);
        llmgateway.runner.a6.wire.PrepareConf.Req.addKey(builder, keyText);
        llmgateway.runner.a6.wire.PrepareConf.Req.addConf(builder, entries);
        builder.finish(llmgateway.runner.a6.wire.PrepareConf.Req.endReq(builder));
        return new Frame(Frame.PREPARE_CONF, builder.sizedByteArray());
    }

    public static Frame httpReqCall(HttpReqCall call) {
        FlatBufferBuilder builder = new FlatBufferBuilder(1024);
        int path = builder.createString(call.path());
        int sourceIp = builder.createByteVector(call.sourceIp());
        int args = Req.createArgsVector(builder, entries(builder, call.args()));
        int headers = Req.createHeadersVector(builder, entries(builder, call.headers()));
        Req.startReq(builder);
        Req.addId(builder, call.id());
        Req.addConfToken(builder, call.confToken());
        Req.addSrcIp(builder, sourceIp);
        Req.addPath(builder, path);
        Req.addArgs(builder, args);
        Req.addHeaders(builder, headers);
        Req.addMethod(builder, METHODS.getOrDefault(call.method(), 0));
        builder.finish(Req.endReq(builder));
        return new Frame(Frame.HTTP_REQ_CALL, builder.sizedByteArray());
    }

    public static Frame httpRespCall(long id, int status, List<Entry> headers, long confToken) {
        FlatBufferBuilder builder = new FlatBufferBuilder(1024);
        int lines = llmgateway.runner.a6.wire.HTTPRespCall.Req.createHeadersVector(builder, entries(builder, headers));
        llmgateway.runner.a6.wire.HTTPRespCall.Req.startReq(builder);
        llmgateway.runner.a6.wire.HTTPRespCall.Req.addId(builder, id);
        llmgateway.runner.a6.wire.HTTPRespCall.Req.addStatus(builder, status);
        llmgateway.runner.a6.wire.HTTPRespCall.Req.addConfToken(builder, confToken);
        llmgateway.runner.a6.wire.HTTPRespCall.Req.addHeaders(builder, lines);
        builder.finish(llmgateway.runner.a6.wire.HTTPRespCall.Req.endReq(builder));
        return new Frame(Frame.HTTP_RESP_CALL, builder.sizedByteArray());
    }

    /** An answer to ExtraInfo; a missing variable or empty body has no result. */
    public static Frame extraInfo(Optional<byte[]> result) {
        FlatBufferBuilder builder = new FlatBufferBuilder(64 + result.map((bytes) -> bytes.length).orElse(0));
        int vector = result.map(builder::createByteVector).orElse(0);
        Resp.startResp(builder);
        if (vector != 0) {
            Resp.addResult(builder, vector);
        }
        builder.finish(Resp.endResp(builder));
        return new Frame(Frame.EXTRA_INFO, builder.sizedByteArray());
    }

    public static Optional<byte[]> utf8(Optional<String> text) {
        return text.map((value) -> value.getBytes(StandardCharsets.UTF_8));
    }

    private static int[] entries(FlatBufferBuilder builder, List<Entry> entries) {
        return entries.stream().mapToInt((entry) -> {
            int name = builder.createString(entry.name());
            int value = entry.value().map(builder::createString).orElse(0);
            TextEntry.startTextEntry(builder);
            TextEntry.addName(builder, name);
            if (value != 0) {
                TextEntry.addValue(builder, value);
            }
            return TextEntry.endTextEntry(builder);
        }).toArray();
    }

    private static Map<String, Integer> methods() {
        Map<String, Integer> methods = new HashMap<>();
        for (int value = 0; value < Method.names.length; value++) {
            methods.put(Method.names[value], value);
        }
        return Map.copyOf(methods);
    }

    /**
     * @param id recycled by APISIX, for debugging
     * @param sourceIp 4 or 16 bytes
     * @param args in any order; without a value for {@code ?flag}
     * @param headers names in lower case
     */
    public record HttpReqCall(long id, byte[] sourceIp, String method, String path, List<Entry> args,
            List<Entry> headers, long confToken) {

        public HttpReqCall withToken(long token) {
            return new HttpReqCall(this.id, this.sourceIp, this.method, this.path, this.args, this.headers, token);
        }

    }

}
