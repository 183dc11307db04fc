package llmgateway.runner.a6;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

import llmgateway.runner.handover.FixedPort;

/** A port that only one runner can listen on. */
final class HeldPort implements FixedPort {

    private final ServerSocketChannel channel;

    private volatile boolean awaited;

    private HeldPort(ServerSocketChannel channel) {
        this.channel = channel;
    }

    /**
     * @param number 0 for a free one
     * @throws IOException if another runner still listens there
     */
    static HeldPort open(int number) throws IOException {
        return new HeldPort(
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number)));
    }

    int number() throws IOException {
        return ((InetSocketAddress) this.channel.getLocalAddress()).getPort();
    }

    boolean isOpen() {
        return this.channel.isOpen();
    }

    void await(boolean requests) {
        this.awaited = requests;
    }

    @Override
    public boolean isAwaited() {
        return this.awaited;
    }

    @Override
    public void release() {
        try {
            this.channel.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public boolean isBusy() {
        return false;
    }

}
