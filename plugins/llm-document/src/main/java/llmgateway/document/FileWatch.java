package llmgateway.document;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at files from time to time and has them read again when one has changed. Files
 * are looked at rather than watched, since mounted ones are replaced by links, which file
 * events miss.
 */
public final class FileWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FileWatch.class);

    private final String what;

    private final Supplier<List<Path>> files;

    private final Runnable reload;

    private final Thread thread;

    private List<FileState> seen;

    /**
     * @param what the files hold, for the log and the thread's name
     * @param files which ones, asked at every look
     * @param reload reads them; what it throws is logged
     * @param interval time between two looks; more than zero
     */
    public FileWatch(String what, Supplier<List<Path>> files, Runnable reload, Duration interval) {
        this.what = what;
        this.files = files;
        this.reload = reload;
        this.seen = look();
        this.thread = Thread.ofVirtual().name("llm-" + what + "-watch").unstarted(() -> watch(interval));
    }

    public void start() {
        this.thread.start();
    }

    /**
     * Looks once.
     * @return whether a file had changed, so that a reload was tried
     */
    public synchronized boolean check() {
        List<FileState> now = look();
        if (now.equals(this.seen)) {
            return false;
        }
        this.reload.run();
        // There may be other files now; what changed since the look is seen by the next.
        this.seen = merged(now, look());
        return true;
    }

    @Override
    public void close() {
        this.thread.interrupt();
    }

    private void watch(Duration interval) {
        try {
            while (true) {
                Thread.sleep(interval);
                checkAndGoOn();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkAndGoOn() {
        try {
            check();
        }
        catch (RuntimeException ex) {
            log.error("The files of the {} could not be looked at", this.what, ex);
        }
    }

    private List<FileState> look() {
        return this.files.get().stream().distinct().map(FileState::of).toList();
    }

    /** The later look's files, with the state of the earlier where it had them. */
    private static List<FileState> merged(List<FileState> earlier, List<FileState> later) {
        return later.stream()
            .map((state) -> earlier.stream()
                .filter((before) -> before.path().equals(state.path()))
                .findFirst()
                .orElse(state))
            .toList();
    }

}
