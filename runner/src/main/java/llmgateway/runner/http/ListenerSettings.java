package llmgateway.runner.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * Where and how an {@link HttpListener} listens.
 *
 * @param name for logs and thread names
 * @param address not resolved; port 0 takes a free one
 * @param headerBytes largest request line and headers together
 * @param maxConnections open at a time; more wait in the system's queue
 * @param idleTimeout after which a connection is closed that neither brings nor takes a
 * byte although it is its turn
 * @param shutdownGrace for running requests at a stop
 */
public record ListenerSettings(String name, InetSocketAddress address, int headerBytes, int maxConnections,
        Duration idleTimeout, Duration shutdownGrace) {

    /**
     * @param listen {@code host:port}, an IPv6 address in brackets
     * @throws IllegalArgumentException if it is anything else
     */
    public static InetSocketAddress address(String listen) {
        int colon = listen.lastIndexOf(':');
        try {
            String host = listen.substring(0, colon);
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            return InetSocketAddress.createUnresolved(bracketed ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(listen.substring(colon + 1)));
        }
        catch (IndexOutOfBoundsException | IllegalArgumentException ex) {
            throw new IllegalArgumentException("'" + listen + "' is no address of the form host:port", ex);
        }
    }

    /** Whether only this machine reaches a listener there. */
    public static boolean isLoopback(InetSocketAddress address) {
        try {
            return InetAddress.getByName(address.getHostString()).isLoopbackAddress();
        }
        catch (UnknownHostException ex) {
            return false;
        }
    }

}
