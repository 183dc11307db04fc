package llmgateway.runner.ingest;

import java.util.concurrent.Semaphore;

/** Bounds how many posts are handled at a time, and how large all of them are. */
final class PostsInFlight {

    /** A kilobyte: what a semaphore counts is an int. */
    private static final int UNIT = 1024;

    private final Semaphore posts;

    private final Semaphore units;

    PostsInFlight(int maxPosts, long maxBytes) {
        this.posts = new Semaphore(maxPosts);
        this.units = new Semaphore(units(maxBytes));
    }

    /** Whether there is room for a post now; {@link #leave} must follow if there is. */
    boolean enter(long bytes) {
        if (!this.posts.tryAcquire()) {
            return false;
        }
        if (!this.units.tryAcquire(units(bytes))) {
            this.posts.release();
            return false;
        }
        return true;
    }

    void leave(long bytes) {
        this.units.release(units(bytes));
        this.posts.release();
    }

    private static int units(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / UNIT));
    }

}
