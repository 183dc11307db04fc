package llmgateway.relay.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

import llmgateway.core.http.Headers;

/**
 * Stands between a call and its client, so that the client's side can be let go before
 * the call is over: once the client is gone nothing of it is touched any more. Writing
 * fails then, as it does on a broken connection. Thread-safe.
 */
public final class ClientGate implements ClientResponse {

    private final ClientResponse response;

    /** Held while the response is in use. */
    private final ReentrantLock inUse = new ReentrantLock();

    private final CountDownLatch letGo = new CountDownLatch(1);

    private volatile boolean gone;

    public ClientGate(ClientResponse response) {
        this.response = response;
    }

    /** To be called when the client is found gone; does not block. */
    public void clientGone() {
        this.gone = true;
        if (this.inUse.tryLock()) {
            this.inUse.unlock();
            this.letGo.countDown();
        }
    }

    public boolean isClientGone() {
        return this.gone;
    }

    /** To be called when the answer has ended as well as it could. */
    public void ended() {
        this.letGo.countDown();
    }

    /**
     * Waits until the client's side is needed no more, and breaks its connection if the
     * client is gone.
     * @param interrupted run once if the waiting thread is interrupted; it waits on
     */
    public void awaitLetGo(Runnable interrupted) {
        boolean wasInterrupted = false;
        while (true) {
            try {
                this.letGo.await();
                break;
            }
            catch (InterruptedException ex) {
                if (!wasInterrupted) {
                    interrupted.run();
                }
                wasInterrupted = true;
            }
        }
        if (this.gone) {
            this.response.breakOff();
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public OutputStream begin(int status, Headers headers) throws IOException {
        enter();
        try {
            return new GatedOutput(this.response.begin(status, headers));
        }
        catch (IOException ex) {
            this.gone = true;
            throw ex;
        }
        finally {
            leave();
        }
    }

    @Override
    public void breakOff() {
        this.inUse.lock();
        try {
            if (!this.gone) {
                this.response.breakOff();
            }
        }
        finally {
            leave();
        }
    }

    @Override
    public void onHangUp(Runnable action) {
        this.response.onHangUp(action);
    }

    private void enter() throws EOFException {
        this.inUse.lock();
        if (this.gone) {
            leave();
            throw new EOFException("the client is gone");
        }
    }

    private void leave() {
        this.inUse.unlock();
        if (this.gone) {
            this.letGo.countDown();
        }
    }

    private final class GatedOutput extends OutputStream {

        private final OutputStream out;

        GatedOutput(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] { (byte) b }, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            run(() -> this.out.write(bytes, offset, length));
        }

        @Override
        public void close() throws IOException {
            run(this.out::close);
        }

        private void run(Action action) throws IOException {
            enter();
            try {
                action.run();
            }
            catch (IOException ex) {
                ClientGate.this.gone = true;
                throw ex;
            }
            finally {
                leave();
            }
        }

    }

    @FunctionalInterface
    private interface Action {

        void run() throws IOException;

    }

}
