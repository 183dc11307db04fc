package llmgateway.runner.a6;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.http.QueryArgument;
import llmgateway.core.http.RequestHead;
import llmgateway.runner.a6.wire.HTTPReqCall.Req;
import llmgateway.runner.a6.wire.Method;
import llmgateway.runner.a6.wire.TextEntry;
import llmgateway.runner.pipeline.PluginConf;
import org.jspecify.annotations.Nullable;

/**
 * Reads the gateway's flatbuffers. Nothing in them is believed: every offset is checked
 * by the buffer's own bounds before anything is allocated, a vector cannot have more
 * entries than the frame has room for, and text that several entries share is counted
 * each time, so that what is read is never larger than a few times the frame.
 */
final class FrameDecoder {

    /**
     * What the smallest text entry takes: its place in the vector, a table of one field,
     * an empty name.
     */
    private static final int SMALLEST_ENTRY = 20;

    private FrameDecoder() {
    }

    static PrepareConfRequest prepareConf(byte[] body) throws MalformedFrameException {
        return decode(body, (budget) -> {
            var request = llmgateway.runner.a6.wire.PrepareConf.Req.getRootAsReq(budget.buffer);
            List<PluginConf> conf = budget.entries(request.confLength(), request::conf,
                    (name, value) -> new PluginConf(name, value.orElse("")));
            return new PrepareConfRequest(budget.textOrEmpty(request.keyAsByteBuffer()), conf);
        });
    }

    static RequestCall requestCall(byte[] body) throws MalformedFrameException {
        return decode(body, (budget) -> {
            Req request = Req.getRootAsReq(budget.buffer);
            if (request.method() >= Method.names.length) {
                throw new IllegalArgumentException("no such method");
            }
            List<QueryArgument> query = budget.entries(request.argsLength(), request::args, QueryArgument::new);
            List<Header> headers = budget.entries(request.headersLength(), request::headers,
                    (name, value) -> new Header(name, value.orElse("")));
            RequestHead head = new RequestHead(Method.name(request.method()), budget.text(request.pathAsByteBuffer()),
                    query, new Headers(headers));
            return new RequestCall(request.id(), request.confToken(), head,
                    IpAddressText.of(budget.bytes(request.srcIpAsByteBuffer())));
        });
    }

    static ResponseCall responseCall(byte[] body) throws MalformedFrameException {
        return decode(body, (budget) -> {
            var request = llmgateway.runner.a6.wire.HTTPRespCall.Req.getRootAsReq(budget.buffer);
            List<Header> headers = budget.entries(request.headersLength(), request::headers,
                    (name, value) -> new Header(name, value.orElse("")));
            return new ResponseCall(request.id(), request.confToken(), request.status(), new Headers(headers));
        });
    }

    /**
     * @return empty where the gateway has no such variable or body
     */
    static Optional<ByteBuffer> extraInfo(byte[] body) throws MalformedFrameException {
        return decode(body, (budget) -> {
            var response = llmgateway.runner.a6.wire.ExtraInfo.Resp.getRootAsResp(budget.buffer);
            return Optional.ofNullable(response.resultAsByteBuffer());
        });
    }

    private static <T> T decode(byte[] body, Function<Budget, T> reading) throws MalformedFrameException {
        try {
            return reading.apply(new Budget(body));
        }
        catch (IndexOutOfBoundsException | IllegalArgumentException ex) {
            throw new MalformedFrameException("not the flatbuffer it should be");
        }
    }

    private interface Entry<T> {

        T of(String name, Optional<String> value);

    }

    /** One frame's bytes, and how much may still be made of them. */
    private static final class Budget {

        private final ByteBuffer buffer;

        private long left;

        Budget(byte[] body) {
            this.buffer = ByteBuffer.wrap(body);
            this.left = body.length;
        }

        private void spend(long bytes) {
            this.left -= bytes;
            if (this.left < 0) {
                throw new IllegalArgumentException("entries share their bytes");
            }
        }

        <T> List<T> entries(int count, IntFunction<TextEntry> table, Entry<T> entry) {
            if (count < 0) {
                throw new IllegalArgumentException("negative count");
            }
            spend((long) count * SMALLEST_ENTRY);
            List<T> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                TextEntry text = table.apply(i);
                String name = text(text.nameAsByteBuffer());
                entries.add(entry.of(name, Optional.ofNullable(text.valueAsByteBuffer()).map(this::text)));
            }
            return entries;
        }

        String text(@Nullable ByteBuffer text) {
            if (text == null) {
                throw new IllegalArgumentException("a field is missing");
            }
            spend(text.remaining());
            return WireText.decode(text);
        }

        String textOrEmpty(@Nullable ByteBuffer text) {
            return (text != null) ? text(text) : "";
        }

        byte[] bytes(@Nullable ByteBuffer vector) {
            if (vector == null) {
                return new byte[0];
            }
            spend(vector.remaining());
            byte[] bytes = new byte[vector.remaining()];
            vector.get(bytes);
            return bytes;
        }

    }

}
