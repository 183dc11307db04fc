package llmgateway.runner.http;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Accepts connections that can be watched for their clients' hanging up. */
final class HangUpConnector extends ServerConnector {

    HangUpConnector(Server server, HttpConnectionFactory http) {
        super(server, 1, 1, http);
    }

    /** Ends the accepting thread when the port is released before the connector stops. */
    @Override
    public void accept(int acceptor) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        super.accept(acceptor);
    }

    @Override
    protected boolean handleAcceptFailure(Throwable failure) {
        return isOpen() && super.handleAcceptFailure(failure);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        HangUpEndPoint endPoint = new HangUpEndPoint(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

}
