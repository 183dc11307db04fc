package llmgateway.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider on a real socket that answers byte for byte what a test tells it to. */
final class RawProvider implements AutoCloseable {

    private final ServerSocket server;

    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private final List<String> requests = new CopyOnWriteArrayList<>();

    private RawProvider(Script script) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> accept(script));
    }

    /** Answers every request of a connection with the same bytes, then closes it. */
    static RawProvider answering(String... parts) throws IOException {
        return new RawProvider((out, socket) -> {
            for (String part : parts) {
                out.write(part.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        });
    }

    static RawProvider answering(String head, byte[] body) throws IOException {
        return new RawProvider((out, socket) -> {
            out.write(head.getBytes(StandardCharsets.UTF_8));
            out.write(body);
        });
    }

    static RawProvider running(Script script) throws IOException {
        return new RawProvider(script);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + this.server.getLocalPort() + path);
    }

    int port() {
        return this.server.getLocalPort();
    }

    /** Each request as it came, head and body. */
    List<String> requests() {
        return this.requests;
    }

    private void accept(Script script) {
        while (!this.server.isClosed()) {
            try {
                Socket socket = this.server.accept();
                this.open.add(socket);
                Thread.ofVirtual().start(() -> serve(script, socket));
            }
            catch (IOException ex) {
                return;
            }
        }
    }

    private void serve(Script script, Socket socket) {
        try (socket) {
            this.requests.add(readRequest(socket.getInputStream()));
            script.answer(socket.getOutputStream(), socket);
        }
        catch (IOException ex) {
            // The relay went away, as many tests want it to.
        }
    }

    static String readRequest(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            read.write(next);
        }
        String head = read.toString(StandardCharsets.ISO_8859_1);
        int length = head.lines()
            .filter((line) -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt((line) -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
            .findFirst()
            .orElse(0);
        return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            this.server.close();
            for (Socket socket : this.open) {
                socket.close();
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    interface Script {

        void answer(OutputStream out, Socket socket) throws IOException;

    }

}
