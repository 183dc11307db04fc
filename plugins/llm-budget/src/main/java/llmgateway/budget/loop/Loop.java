package llmgateway.budget.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something at once and then again and again, at intervals a tenth shorter or longer
 * so that nodes started together drift apart. An exception does not end it.
 */
public final class Loop implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Loop.class);

    private static final Duration PATIENCE_AT_CLOSE = Duration.ofMillis(250);

    private final Runnable task;

    private final long intervalNanos;

    private final Thread thread;

    private final CountDownLatch closing = new CountDownLatch(1);

    private boolean failing;

    private Loop(String name, Duration interval, Runnable task) {
        this.task = task;
        this.intervalNanos = interval.toNanos();
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    public static Loop start(String name, Duration interval, Runnable task) {
        Loop loop = new Loop(name, interval, task);
        loop.thread.start();
        return loop;
    }

    public boolean isRunning() {
        return this.thread.isAlive();
    }

    private void run() {
        try {
            do {
                once();
            }
            while (!this.closing.await(pause(), TimeUnit.NANOSECONDS));
        }
        catch (InterruptedException ex) {
            // ends like a loop that is closed
        }
    }

    private void once() {
        try {
            this.task.run();
            this.failing = false;
        }
        catch (RuntimeException ex) {
            if (!this.failing) {
                logger.error("{} failed; trying again at each interval", this.thread.getName(), ex);
            }
            this.failing = true;
        }
    }

    private long pause() {
        long tenth = this.intervalNanos / 10;
        return this.intervalNanos - tenth + ThreadLocalRandom.current().nextLong(2 * tenth + 1);
    }

    /** Begins no other round. */
    public void end() {
        this.closing.countDown();
    }

    /** Lets what is under way come to its end, for a while. */
    @Override
    public void close() {
        end();
        try {
            this.thread.join(PATIENCE_AT_CLOSE);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
