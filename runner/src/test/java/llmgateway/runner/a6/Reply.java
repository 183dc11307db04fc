package llmgateway.runner.a6;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.http.RequestRewrite.Change;
import llmgateway.runner.a6.wire.HTTPReqCall.Action;
import llmgateway.runner.a6.wire.HTTPReqCall.Resp;
import llmgateway.runner.a6.wire.HTTPReqCall.Rewrite;
import llmgateway.runner.a6.wire.HTTPReqCall.Stop;
import llmgateway.runner.a6.wire.TextEntry;
import org.jspecify.annotations.Nullable;

/** What the runner answered, as APISIX understands it. */
sealed interface Reply {

    record Unchanged(long id) implements Reply {
    }

    record Rewritten(long id, RequestRewrite rewrite) implements Reply {

        Optional<String> header(String name) {
            return this.rewrite.headers()
                .stream()
                .filter((change) -> change.name().equalsIgnoreCase(name))
                .findFirst()
                .flatMap(Change::value);
        }

    }

    record Stopped(long id, DirectResponse response) implements Reply {

        String body() {
            return new String(this.response.body(), StandardCharsets.UTF_8);
        }

    }

    record Answered(long id, DirectResponse response) implements Reply {

        String body() {
            return new String(this.response.body(), StandardCharsets.UTF_8);
        }

    }

    record Prepared(long token) implements Reply {
    }

    record Failed(int code) implements Reply {
    }

    static Reply of(Frame frame) {
        ByteBuffer body = ByteBuffer.wrap(frame.body());
        return switch (frame.type()) {
            case ERROR -> new Failed(llmgateway.runner.a6.wire.Err.Resp.getRootAsResp(body).code());
            case PREPARE_CONF ->
                new Prepared(llmgateway.runner.a6.wire.PrepareConf.Resp.getRootAsResp(body).confToken());
            case HTTP_REQ_CALL -> of(Resp.getRootAsResp(body));
            case HTTP_RESP_CALL -> of(llmgateway.runner.a6.wire.HTTPRespCall.Resp.getRootAsResp(body));
            case EXTRA_INFO -> throw new IllegalArgumentException("a question, not a reply");
        };
    }

    private static Reply of(Resp reply) {
        if (reply.actionType() == Action.Stop) {
            Stop stop = (Stop) reply.action(new Stop());
            return new Stopped(reply.id(), new DirectResponse(stop.status(),
                    new Headers(lines(stop.headersLength(), stop::headers)), bytes(stop.bodyAsByteBuffer())));
        }
        if (reply.actionType() == Action.Rewrite) {
            Rewrite rewrite = (Rewrite) reply.action(new Rewrite());
            return new Rewritten(reply.id(), new RequestRewrite(Optional.ofNullable(rewrite.path()),
                    changes(rewrite.headersLength(), rewrite::headers), changes(rewrite.argsLength(), rewrite::args),
                    Optional.ofNullable(rewrite.bodyAsByteBuffer()).map(Reply::bytes),
                    lines(rewrite.respHeadersLength(), rewrite::respHeaders)));
        }
        return new Unchanged(reply.id());
    }

    private static Reply of(llmgateway.runner.a6.wire.HTTPRespCall.Resp reply) {
        return new Answered(reply.id(), new DirectResponse(reply.status(),
                new Headers(lines(reply.headersLength(), reply::headers)), bytes(reply.bodyAsByteBuffer())));
    }

    private static List<Change> changes(int count, IntFunction<TextEntry> entries) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TextEntry entry = entries.apply(i);
            changes.add(new Change(entry.name(), Optional.ofNullable(entry.value())));
        }
        return changes;
    }

    private static List<Header> lines(int count, IntFunction<TextEntry> entries) {
        return changes(count, entries).stream()
            .map((change) -> new Header(change.name(), change.value().orElse("")))
            .toList();
    }

    private static byte[] bytes(@Nullable ByteBuffer vector) {
        if (vector == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[vector.remaining()];
        vector.get(bytes);
        return bytes;
    }

}
