package llmgateway.simulator.wire;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

import org.eclipse.jetty.io.EndPoint;

/** The connection under a request, to be broken. */
public final class Connection {

    private final EndPoint endPoint;

    public Connection(EndPoint endPoint) {
        this.endPoint = endPoint;
    }

    /** Ends it without ending the answer. */
    public void close() {
        this.endPoint.close();
    }

    /** Ends it with a TCP reset. */
    public void reset() throws IOException {
        if (this.endPoint.getTransport() instanceof SocketChannel channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.close();
        }
        this.endPoint.close();
    }

}
