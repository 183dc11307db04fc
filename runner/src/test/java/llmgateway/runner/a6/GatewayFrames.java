package llmgateway.runner.a6;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.flatbuffers.FlatBufferBuilder;
import llmgateway.core.http.Header;
import llmgateway.core.http.QueryArgument;
import llmgateway.runner.a6.wire.HTTPReqCall.Req;
import llmgateway.runner.a6.wire.TextEntry;
import org.jspecify.annotations.Nullable;

/** Frames as APISIX sends them. */
final class GatewayFrames {

    private GatewayFrames() {
    }

    static byte[] prepareConf(String key, Map<String, String> conf) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int keyText = text(builder, key);
        int[] entries = conf.entrySet().stream().mapToInt((e) -> entry(builder, e.getKey(), e.getValue())).toArray();
        int vector = llmgateway.runner.a6.wire.PrepareConf.Req.createConfVector(builder, entries);
        builder.finish(llmgateway.runner.a6.wire.PrepareConf.Req.createReq(builder, vector, keyText));
        return frame(FrameType.PREPARE_CONF, builder.sizedByteArray());
    }

    static byte[] requestCall(Call call, long token) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int path = text(builder, call.path);
        int address = Req.createSrcIpVector(builder, call.address);
        int[] arguments = call.query.stream()
            .mapToInt((a) -> entry(builder, a.name(), a.value().orElse(null)))
            .toArray();
        int args = Req.createArgsVector(builder, arguments);
        int[] lines = call.headers.stream().mapToInt((h) -> entry(builder, h.name(), h.value())).toArray();
        int headers = Req.createHeadersVector(builder, lines);
        builder.finish(Req.createReq(builder, call.id, address, call.method, path, args, headers, token));
        return frame(FrameType.HTTP_REQ_CALL, builder.sizedByteArray());
    }

    static byte[] responseCall(int id, int status, List<Header> lines, long token) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int[] entries = lines.stream().mapToInt((h) -> entry(builder, h.name(), h.value())).toArray();
        int headers = llmgateway.runner.a6.wire.HTTPRespCall.Req.createHeadersVector(builder, entries);
        builder.finish(llmgateway.runner.a6.wire.HTTPRespCall.Req.createReq(builder, id, status, headers, token));
        return frame(FrameType.HTTP_RESP_CALL, builder.sizedByteArray());
    }

    static byte[] extraInfo(Optional<byte[]> result) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int vector = result.map(builder::createByteVector).orElse(0);
        builder.finish(llmgateway.runner.a6.wire.ExtraInfo.Resp.createResp(builder, vector));
        return frame(FrameType.EXTRA_INFO, builder.sizedByteArray());
    }

    static byte[] frame(FrameType type, byte[] body) {
        return frame(type.ordinal(), body.length, body);
    }

    /** With whatever length the header is to claim. */
    static byte[] frame(int type, int claimedLength, byte[] body) {
        return ByteBuffer.allocate(Frame.HEADER + body.length).putInt(type << 24 | claimedLength).put(body).array();
    }

    private static int entry(FlatBufferBuilder builder, String name, @Nullable String value) {
        int nameText = text(builder, name);
        return TextEntry.createTextEntry(builder, nameText, (value != null) ? text(builder, value) : 0);
    }

    private static int text(FlatBufferBuilder builder, String text) {
        return builder.createString(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A request at the gateway, with what the gateway knows beside it. */
    record Call(int id, int method, String path, List<QueryArgument> query, List<Header> headers, byte[] address,
            Map<String, String> variables, byte[] body) {

        static Call post(String path, String body) {
            return new Call(1, 2, path, List.of(), List.of(), new byte[] { 127, 0, 0, 1 }, Map.of(),
                    body.getBytes(StandardCharsets.UTF_8));
        }

        static Call get(String path) {
            return post(path, "").withMethod(0);
        }

        Call withId(int newId) {
            return new Call(newId, this.method, this.path, this.query, this.headers, this.address, this.variables,
                    this.body);
        }

        Call withMethod(int newMethod) {
            return new Call(this.id, newMethod, this.path, this.query, this.headers, this.address, this.variables,
                    this.body);
        }

        Call withQuery(QueryArgument... arguments) {
            return new Call(this.id, this.method, this.path, List.of(arguments), this.headers, this.address,
                    this.variables, this.body);
        }

        Call withHeaders(Header... lines) {
            return new Call(this.id, this.method, this.path, this.query, List.of(lines), this.address, this.variables,
                    this.body);
        }

        Call from(byte... newAddress) {
            return new Call(this.id, this.method, this.path, this.query, this.headers, newAddress, this.variables,
                    this.body);
        }

        Call withVariables(Map<String, String> known) {
            return new Call(this.id, this.method, this.path, this.query, this.headers, this.address, known, this.body);
        }

        Call withBody(byte[] newBody) {
            return new Call(this.id, this.method, this.path, this.query, this.headers, this.address, this.variables,
                    newBody);
        }

    }

}
