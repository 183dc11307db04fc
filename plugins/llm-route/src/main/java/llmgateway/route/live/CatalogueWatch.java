package llmgateway.route.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import llmgateway.route.catalogue.CatalogueFiles;
import llmgateway.route.catalogue.Provider;
import llmgateway.route.catalogue.Provider.HeaderValue;
import llmgateway.route.credential.KeySource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the files of the catalogue and of keys from time to time and reloads when one
 * has changed. Files are looked at rather than watched, since mounted ones are replaced
 * by links, which file events miss.
 */
public final class CatalogueWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CatalogueWatch.class);

    private final CatalogueFiles files;

    private final LiveRoutingTable table;

    private List<FileState> seen;

    private final Thread thread;

    /**
     * @param interval time between two looks; more than zero
     */
    public CatalogueWatch(CatalogueFiles files, LiveRoutingTable table, Duration interval) {
        this.files = files;
        this.table = table;
        this.seen = look();
        this.thread = Thread.ofVirtual().name("llm-catalogue-watch").unstarted(() -> watch(interval));
    }

    public void start() {
        this.thread.start();
    }

    /**
     * Looks once.
     * @return whether a file had changed, so that a reload was tried
     */
    synchronized boolean check() {
        List<FileState> now = look();
        if (now.equals(this.seen)) {
            return false;
        }
        this.table.reload();
        // The files of keys may be others now; what changed since the look is seen by the
        // next.
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
            log.error("The files of the catalogue could not be looked at", ex);
        }
    }

    private List<FileState> look() {
        List<Path> paths = new ArrayList<>(this.files.files());
        for (Provider provider : this.table.current().catalogue().providers()) {
            provider.keys().forEach((source) -> addFile(source, paths));
            provider.headers().forEach((header) -> {
                if (header.value() instanceof HeaderValue.Secret secret) {
                    addFile(secret.source(), paths);
                }
            });
        }
        return paths.stream().distinct().map(FileState::of).toList();
    }

    private static void addFile(KeySource source, List<Path> paths) {
        if (source instanceof KeySource.KeyFile file) {
            paths.add(file.path());
        }
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
