package llmgateway.runner.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadPendingException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that can tell when its client hangs up while an answer is awaited, when
 * Jetty itself does not read. What a pipelining client sends meanwhile is kept for Jetty.
 */
final class HangUpEndPoint extends SocketChannelEndPoint {

    private static final int READ_AHEAD = 1024;

    private final ReentrantLock lock = new ReentrantLock();

    private final Callback watch = Callback.from(this::readable, (failure) -> unreadable(failure));

    private ByteBuffer ahead = BufferUtil.EMPTY_BUFFER;

    private Optional<Runnable> onHangUp = Optional.empty();

    /** Whether the selector's one interest in this connection is the watch. */
    private boolean watching;

    /** Jetty's interest, that came while the watch held the selector's. */
    private Optional<Callback> jetty = Optional.empty();

    HangUpEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    /**
     * @param action run at most once, on any thread
     */
    void watch(Runnable action) {
        this.lock.lock();
        try {
            this.onHangUp = Optional.of(action);
            if (!this.watching && !this.ahead.hasRemaining()) {
                this.watching = super.tryFillInterested(this.watch);
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    void stopWatching() {
        this.lock.lock();
        try {
            this.onHangUp = Optional.empty();
        }
        finally {
            this.lock.unlock();
        }
    }

    private void readable() {
        Optional<Runnable> next;
        this.lock.lock();
        try {
            this.watching = false;
            if (this.jetty.isPresent()) {
                next = this.jetty.map((callback) -> callback::succeeded);
                this.jetty = Optional.empty();
            }
            else {
                next = this.onHangUp.filter((action) -> hasHungUp());
            }
        }
        finally {
            this.lock.unlock();
        }
        next.ifPresent(Runnable::run);
    }

    private boolean hasHungUp() {
        this.ahead = BufferUtil.allocate(READ_AHEAD);
        try {
            return super.fill(this.ahead) < 0;
        }
        catch (IOException ex) {
            return true;
        }
    }

    private void unreadable(Throwable failure) {
        Optional<Runnable> next;
        this.lock.lock();
        try {
            this.watching = false;
            next = this.jetty.<Runnable>map((callback) -> () -> callback.failed(failure)).or(() -> this.onHangUp);
            this.jetty = Optional.empty();
        }
        finally {
            this.lock.unlock();
        }
        next.ifPresent(Runnable::run);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        this.lock.lock();
        try {
            if (this.ahead.hasRemaining()) {
                return BufferUtil.append(buffer, this.ahead);
            }
        }
        finally {
            this.lock.unlock();
        }
        return super.fill(buffer);
    }

    /** The watch is none of Jetty's: it would take it for a read that it forgot. */
    @Override
    public boolean isFillInterested() {
        this.lock.lock();
        try {
            return this.watching ? this.jetty.isPresent() : super.isFillInterested();
        }
        finally {
            this.lock.unlock();
        }
    }

    @Override
    public void fillInterested(Callback callback) {
        if (!tryFillInterested(callback)) {
            throw new ReadPendingException();
        }
    }

    @Override
    public boolean tryFillInterested(Callback callback) {
        this.lock.lock();
        try {
            if (this.watching && this.jetty.isEmpty()) {
                this.jetty = Optional.of(callback);
                return true;
            }
            if (!this.ahead.hasRemaining()) {
                return super.tryFillInterested(callback);
            }
        }
        finally {
            this.lock.unlock();
        }
        // Not on this thread: Jetty may still be in the midst of ending a request.
        Thread.ofVirtual().start(callback::succeeded);
        return true;
    }

}
