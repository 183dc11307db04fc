package llmgateway.relay.client;

import java.io.IOException;
import java.io.OutputStream;

/** A client's answer stream whose failures say that it was the client. */
public final class ClientOutput extends OutputStream {

    private final OutputStream out;

    ClientOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws ClientGoneException {
        write(new byte[] { (byte) b });
    }

    @Override
    public void write(byte[] bytes) throws ClientGoneException {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws ClientGoneException {
        if (length == 0) {
            return;
        }
        try {
            this.out.write(bytes, offset, length);
        }
        catch (IOException ex) {
            throw new ClientGoneException(ex);
        }
    }

    @Override
    public void close() throws ClientGoneException {
        try {
            this.out.close();
        }
        catch (IOException ex) {
            throw new ClientGoneException(ex);
        }
    }

}
