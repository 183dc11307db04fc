package llmgateway.runner.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A provider that takes a request's beginning and then does what a test tells it. */
final class ScriptedProvider implements AutoCloseable {

    static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    final CountDownLatch asked = new CountDownLatch(1);

    final CountDownLatch leftAlone = new CountDownLatch(1);

    private final ServerSocket server;

    ScriptedProvider(Script script) throws IOException {
        this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket socket = this.server.accept();
                    Thread.ofVirtual().start(() -> serve(script, socket));
                }
            }
            catch (IOException ex) {
                // The test is over.
            }
        });
    }

    private void serve(Script script, Socket socket) {
        try (socket) {
            socket.getInputStream().read(new byte[8192]);
            this.asked.countDown();
            script.answer(socket);
        }
        catch (IOException | InterruptedException ex) {
            // The gateway hung up, as some tests want it to.
        }
        finally {
            this.leftAlone.countDown();
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + this.server.getLocalPort() + "/v1/chat/completions");
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Reads until the gateway hangs up. */
    static void awaitHangUp(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        while (in.read() >= 0) {
            continue;
        }
    }

    @Override
    public void close() throws IOException {
        this.server.close();
    }

    interface Script {

        void answer(Socket socket) throws IOException, InterruptedException;

    }

}
