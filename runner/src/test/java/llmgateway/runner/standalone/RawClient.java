package llmgateway.runner.standalone;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sends bytes as they are and reads answers off the socket. */
final class RawClient implements AutoCloseable {

    private final Socket socket;

    private final InputStream in;

    RawClient(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.in = this.socket.getInputStream();
    }

    RawClient send(String bytes) throws IOException {
        this.socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        this.socket.getOutputStream().flush();
        return this;
    }

    /** The next answer that has a length, head and body. */
    String answer() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = this.in.read();
            if (next < 0) {
                return read.toString(StandardCharsets.ISO_8859_1);
            }
            read.write(next);
        }
        String head = read.toString(StandardCharsets.ISO_8859_1);
        int length = head.lines()
            .filter((line) -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt((line) -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
            .findFirst()
            .orElse(0);
        return head + new String(this.in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** The next chunk of a chunked answer; empty for the last. */
    String chunk() throws IOException {
        String length = line();
        while (length.isEmpty()) {
            length = line();
        }
        return new String(this.in.readNBytes(Integer.parseInt(length, 16)), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = this.in.read(); next != '\n'; next = this.in.read()) {
            if (next < 0) {
                throw new EOFException("within a chunk");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** Everything up to the connection's end. */
    String rest() throws IOException {
        return new String(this.in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
    }

}
