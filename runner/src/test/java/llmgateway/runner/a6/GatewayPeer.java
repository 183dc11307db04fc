package llmgateway.runner.a6;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.http.Header;
import llmgateway.runner.a6.GatewayFrames.Call;
import llmgateway.runner.a6.wire.ExtraInfo.Info;
import llmgateway.runner.a6.wire.ExtraInfo.Req;
import llmgateway.runner.a6.wire.ExtraInfo.Var;

import static org.assertj.core.api.Assertions.assertThat;

/** One connection of a gateway to the runner, over the real socket. */
final class GatewayPeer implements AutoCloseable {

    private final SocketChannel channel;

    private final FrameReader reader;

    private final List<String> asked = new ArrayList<>();

    private GatewayPeer(SocketChannel channel) {
        this.channel = channel;
        this.reader = new FrameReader(channel);
    }

    static GatewayPeer connect(Path socket) throws IOException {
        return new GatewayPeer(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    void send(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            this.channel.write(rest);
        }
    }

    Frame receive() throws IOException {
        return this.reader.next().orElseThrow(() -> new IOException("the runner closed the connection"));
    }

    boolean isClosedByRunner() {
        try {
            return this.reader.next().isEmpty();
        }
        catch (IOException ex) {
            return true;
        }
    }

    /** What the runner asked for during calls, in order. */
    List<String> asked() {
        return this.asked;
    }

    long prepare(String key, Map<String, String> conf) throws IOException {
        send(GatewayFrames.prepareConf(key, conf));
        Reply reply = Reply.of(receive());
        assertThat(reply).isInstanceOf(Reply.Prepared.class);
        return ((Reply.Prepared) reply).token();
    }

    Reply call(Call call, long token) throws IOException {
        send(GatewayFrames.requestCall(call, token));
        return finish(call);
    }

    Reply responseCall(int id, int status, List<Header> headers, long token, Call known) throws IOException {
        send(GatewayFrames.responseCall(id, status, headers, token));
        return finish(known);
    }

    /** Answers the runner's questions until its reply. */
    Reply finish(Call call) throws IOException {
        while (true) {
            Frame frame = receive();
            if (frame.type() != FrameType.EXTRA_INFO) {
                return Reply.of(frame);
            }
            answer(frame, call);
        }
    }

    void answer(Frame question, Call call) throws IOException {
        Req request = Req.getRootAsReq(ByteBuffer.wrap(question.body()));
        if (request.infoType() == Info.Var) {
            String name = ((Var) request.info(new Var())).name();
            this.asked.add(name);
            send(GatewayFrames.extraInfo(
                    Optional.ofNullable(call.variables().get(name)).map((v) -> v.getBytes(StandardCharsets.UTF_8))));
        }
        else {
            this.asked.add((request.infoType() == Info.ReqBody) ? "request body" : "response body");
            send(GatewayFrames.extraInfo(Optional.of(call.body()).filter((body) -> body.length > 0)));
        }
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
    }

}
