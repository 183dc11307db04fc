package llmgateway.budget.settlement.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A node's own directory of journal files, whose names are in the order of writing. */
final class JournalDirectory implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("settlements-([0-9]{14})\\.jsonl");

    private final Path directory;

    private final FileChannel lock;

    /** The highest number in a name, so that names ascend whatever the clock does. */
    private long last;

    private JournalDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Makes it if need be and takes it for this process.
     * @throws IOException if it cannot be written to or another process has it
     */
    static JournalDirectory open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel lock = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            requireFree(directory, lock);
        }
        catch (IOException ex) {
            lock.close();
            throw ex;
        }
        JournalDirectory opened = new JournalDirectory(directory, lock);
        opened.last = opened.files().stream().mapToLong(JournalDirectory::number).max().orElse(0);
        return opened;
    }

    private static void requireFree(Path directory, FileChannel lock) throws IOException {
        try {
            FileLock taken = lock.tryLock();
            if (taken == null) {
                throw new IOException("another process writes its journal to " + directory);
            }
        }
        catch (OverlappingFileLockException ex) {
            throw new IOException("this process writes another journal to " + directory, ex);
        }
    }

    /** The oldest first. */
    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(this.directory)) {
            return files.filter((file) -> NAME.matcher(file.getFileName().toString()).matches()).sorted().toList();
        }
    }

    JournalFile create(Instant now) throws IOException {
        this.last = Math.max(this.last + 1, now.toEpochMilli());
        return JournalFile.create(this.directory.resolve("settlements-%014d.jsonl".formatted(this.last)), now);
    }

    /** Deletes the oldest until all together are within the bound, but never the last. */
    void shrinkTo(long mostBytes) throws IOException {
        List<Path> files = files();
        long total = 0;
        for (Path file : files) {
            total += Files.size(file);
        }
        for (int i = 0; i < files.size() - 1 && total > mostBytes; i++) {
            total -= Files.size(files.get(i));
            Files.delete(files.get(i));
        }
    }

    /** Deletes files without a line since then, but never the last. */
    void deleteBefore(Instant then) throws IOException {
        List<Path> files = files();
        for (Path file : files.subList(0, files.size() - since(then, files).size())) {
            Files.delete(file);
        }
    }

    /** Files that may have lines since then, the oldest first. */
    List<Path> filesSince(Instant then) throws IOException {
        return since(then, files());
    }

    /** A file ends where the next one begins. */
    private static List<Path> since(Instant then, List<Path> files) {
        int first = 0;
        while (first + 1 < files.size() && number(files.get(first + 1)) < then.toEpochMilli()) {
            first++;
        }
        return files.subList(first, files.size());
    }

    private static long number(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
    }

    @Override
    public void close() throws IOException {
        this.lock.close();
    }

}
