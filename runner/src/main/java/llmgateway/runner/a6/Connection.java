package llmgateway.runner.a6;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import llmgateway.runner.pipeline.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of the gateway: one call after the other, each answered before the next
 * is read. What goes wrong with it ends it, and nothing else.
 */
final class Connection implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private final ByteChannel channel;

    private final FrameHandler handler;

    private final Supplier<Optional<Successor>> successor;

    private final FrameReader reader;

    private final FrameWriter writer;

    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    /**
     * @param successor who answers the calls, as soon as there is one
     */
    Connection(ByteChannel channel, FrameHandler handler, Supplier<Optional<Successor>> successor) {
        this.channel = channel;
        this.handler = handler;
        this.successor = successor;
        this.reader = new FrameReader(channel);
        this.writer = new FrameWriter(channel);
    }

    @Override
    public void run() {
        try (this.channel) {
            while (serveNext()) {
                continue;
            }
        }
        catch (MalformedFrameException ex) {
            log.warn("Connection closed after a malformed frame: {}", ex.getMessage());
        }
        catch (IOException ex) {
            log.debug("Connection ended: {}", ex.toString());
        }
        catch (RuntimeException | Error ex) {
            log.error("Connection closed after a failure of the runner: {}", Failure.describe(ex));
        }
    }

    /**
     * @return whether there may be a next
     */
    private boolean serveNext() throws IOException {
        Optional<Frame> frame = this.reader.next();
        if (frame.isEmpty() || !this.state.compareAndSet(State.IDLE, State.BUSY)) {
            return false;
        }
        Optional<Successor> successor = this.successor.get();
        if (successor.isPresent()) {
            this.state.compareAndSet(State.BUSY, State.PASSING_ON);
            successor.get().answer(frame.get(), this.reader, this.writer);
            return false;
        }
        Optional<OutgoingReply> reply = this.handler.handle(frame.get(), new Gateway(this.reader, this.writer));
        if (reply.isEmpty()) {
            return false;
        }
        boolean last = this.successor.get().isPresent();
        write(reply.get(), last);
        return !last && this.state.compareAndSet(State.BUSY, State.IDLE);
    }

    private void write(OutgoingReply reply, boolean last) throws IOException {
        try {
            if (last) {
                this.writer.writeLast(reply.frame());
            }
            else {
                this.writer.write(reply.frame());
            }
        }
        catch (IOException ex) {
            reply.unsent().run();
            throw ex;
        }
    }

    /** Whether a call of ours runs. */
    boolean isBusy() {
        return this.state.get() == State.BUSY;
    }

    boolean isIdle() {
        return this.state.get() == State.IDLE;
    }

    /** A call that runs is answered first. */
    void stop() {
        if (this.state.getAndSet(State.STOPPING) == State.IDLE) {
            try {
                this.channel.close();
            }
            catch (IOException ex) {
                log.debug("Connection not closed cleanly: {}", ex.toString());
            }
        }
    }

    private enum State {

        IDLE, BUSY, PASSING_ON, STOPPING

    }

}
