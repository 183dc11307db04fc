package llmgateway.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports on the loopback address. */
final class FreePort {

    private static final int ANY = 0;

    private FreePort() {
    }

    /** This port, or a free one where it is taken. */
    static int preferring(int port) {
        return isFree(port) ? port : any();
    }

    static boolean isFree(int port) {
        try {
            return listenAndClose(port) == port;
        }
        catch (IOException ex) {
            return false;
        }
    }

    static int any() {
        try {
            return listenAndClose(ANY);
        }
        catch (IOException ex) {
            throw new UncheckedIOException("No port is free", ex);
        }
    }

    private static int listenAndClose(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

}
