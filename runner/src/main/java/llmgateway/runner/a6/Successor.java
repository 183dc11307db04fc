package llmgateway.runner.a6;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * The runner that has taken over, which answers the calls that gateways still send to its
 * predecessor: on connections they keep from before. Thread-safe.
 */
final class Successor {

    private final Path path;

    Successor(Path path) {
        this.path = path;
    }

    /**
     * Passes one call on, what the successor asks the gateway, and the reply, after which
     * the gateway will not use its connection again.
     */
    void answer(Frame call, FrameReader fromGateway, FrameWriter toGateway) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(this.path))) {
            FrameReader fromSuccessor = new FrameReader(channel);
            FrameWriter toSuccessor = new FrameWriter(channel);
            toSuccessor.write(call.encoded());
            Frame reply = next(fromSuccessor);
            while (reply.type() == FrameType.EXTRA_INFO) {
                toGateway.write(reply.encoded());
                toSuccessor.write(next(fromGateway).encoded());
                reply = next(fromSuccessor);
            }
            toGateway.writeLast(reply.encoded());
        }
    }

    private static Frame next(FrameReader reader) throws IOException {
        return reader.next().orElseThrow(() -> new EOFException("closed before a reply"));
    }

}
