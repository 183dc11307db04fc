package llmgateway.budget.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.ledger.LedgerRecord;

/**
 * A directory with the ledger's entries in files, one a day. Open in one process at a
 * time. What a crash left of a write is taken back at the next opening, and entries that
 * had been written before the store was told so are not written again. Not thread-safe.
 */
final class LedgerArchive implements AutoCloseable {

    private static final String LOCK = "lock";

    private final Path directory;

    private final FileChannel lock;

    private final EntryId told;

    private Optional<ArchivePosition> position;

    /** Lines the store does not know to be here. Empty but after a crash. */
    private final Set<String> ahead = new HashSet<>();

    private LedgerArchive(Path directory, FileChannel lock, EntryId told, Optional<ArchivePosition> position) {
        this.directory = directory;
        this.lock = lock;
        this.told = told;
        this.position = position;
    }

    /**
     * @param told the last entry of which the store was told that it is archived
     * @throws IOException if the directory cannot be used, or another process does
     */
    static LedgerArchive open(Path directory, EntryId told) throws IOException {
        Files.createDirectories(directory);
        FileChannel lock = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            lock(directory, lock);
            LedgerArchive archive = new LedgerArchive(directory, lock, told, ArchivePosition.read(directory));
            archive.takeBackUnfinished();
            archive.findAhead();
            return archive;
        }
        catch (IOException | RuntimeException ex) {
            lock.close();
            throw ex;
        }
    }

    /** Held until the channel is closed. A node that is frozen keeps it. */
    private static void lock(Path directory, FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return;
            }
        }
        catch (OverlappingFileLockException ex) {
            // held by this very process
        }
        throw new IOException("another process writes to " + directory);
    }

    private void takeBackUnfinished() throws IOException {
        if (this.position.isPresent()) {
            ArchiveFile file = ArchiveFile.named(this.directory, this.position.get().file());
            if (file.bytes() > this.position.get().bytes()) {
                file.cutTo(this.position.get().bytes());
            }
        }
    }

    /**
     * A store that was told nothing has lost what it knew, or is new: there is nothing to
     * compare, and ids tell.
     */
    private void findAhead() throws IOException {
        if (this.told.equals(EntryId.NONE) || last().compareTo(this.told) <= 0) {
            return;
        }
        for (ArchiveFile file : ArchiveFile.since(this.directory, Instant.ofEpochMilli(this.told.millis()))) {
            file.forEachLine((line) -> {
                if (EntryJson.id(line).compareTo(this.told) > 0) {
                    this.ahead.add(line);
                }
            });
        }
    }

    /** The entry after which what is new begins. */
    EntryId readOnFrom() {
        return this.told.equals(EntryId.NONE) ? last() : this.told;
    }

    private EntryId last() {
        return this.position.map(ArchivePosition::lastId).orElse(EntryId.NONE);
    }

    /**
     * Writes entries, but those that are here already. They survive a crash of the
     * machine once it returns.
     * @return how many were written
     */
    int append(List<LedgerRecord> entries) throws IOException {
        Map<String, Day> days = new LinkedHashMap<>();
        for (LedgerRecord entry : entries) {
            String line = EntryJson.line(entry);
            if (!this.ahead.remove(line)) {
                ArchiveFile file = ArchiveFile.ofDay(this.directory, entry.at());
                days.computeIfAbsent(file.name(), (name) -> new Day(file)).add(entry.id(), line);
            }
        }
        int written = 0;
        for (Day day : days.values()) {
            write(day);
            written += day.lines.size();
        }
        return written;
    }

    private void write(Day day) throws IOException {
        if (this.position.filter((known) -> known.file().equals(day.file.name())).isEmpty()) {
            moveTo(new ArchivePosition(last().toString(), day.file.name(), day.file.bytes()));
        }
        day.file.append(day.lines);
        moveTo(new ArchivePosition(day.last, day.file.name(), day.file.bytes()));
    }

    private void moveTo(ArchivePosition reached) throws IOException {
        reached.write(this.directory);
        this.position = Optional.of(reached);
    }

    @Override
    public void close() throws IOException {
        this.lock.close();
    }

    /** What is to be written to one file. */
    private static final class Day {

        private final ArchiveFile file;

        private final List<String> lines = new ArrayList<>();

        private String last = EntryId.NONE.toString();

        Day(ArchiveFile file) {
            this.file = file;
        }

        void add(String id, String line) {
            this.lines.add(line);
            this.last = id;
        }

    }

}
