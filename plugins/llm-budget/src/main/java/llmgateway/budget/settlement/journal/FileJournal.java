package llmgateway.budget.settlement.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.core.budget.BudgetEvents;

/**
 * A journal in files, written in batches by a thread of its own: no call waits for the
 * disk. A disk that is full or read-only stops no traffic, since the journal is the
 * second line of defence: the lines are missing from it, which is logged once and counted
 * by {@link BudgetEvents#journalFailed}, until the disk takes them again.
 */
public final class FileJournal implements Journal {

    private static final Logger logger = LoggerFactory.getLogger(FileJournal.class);

    private static final int MOST_QUEUED = 20_000;

    private static final int MOST_IN_A_BATCH = 1_000;

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private static final Duration PATIENCE_AT_CLOSE = Duration.ofMillis(500);

    private final JournalSettings settings;

    private final InstantSource clock;

    private final BudgetEvents events;

    private final JournalLineJson json = new JournalLineJson();

    private final BlockingQueue<Queued> queue = new LinkedBlockingQueue<>(MOST_QUEUED);

    private final Thread writing;

    private volatile Optional<Opened> opened = Optional.empty();

    private Optional<JournalFile> current = Optional.empty();

    private boolean failing;

    private volatile boolean closed;

    private FileJournal(JournalSettings settings, InstantSource clock, BudgetEvents events) {
        this.settings = settings;
        this.clock = clock;
        this.events = events;
        this.writing = Thread.ofPlatform().name("llm-journal").daemon().unstarted(this::write);
    }

    /** Opens the directory now, or as soon as that can be done. */
    public static FileJournal open(JournalSettings settings, InstantSource clock, BudgetEvents events) {
        FileJournal journal = new FileJournal(settings, clock, events);
        journal.tryToOpen();
        journal.writing.start();
        return journal;
    }

    @Override
    public void append(JournalLine line) {
        if (!this.queue.offer(new Queued.Line(line))) {
            this.events.journalFailed(1);
        }
    }

    @Override
    public boolean isOpen() {
        return this.opened.isPresent();
    }

    @Override
    public void readEarlier(Consumer<JournalLine> reader) throws IOException {
        if (this.opened.isPresent()) {
            read(this.opened.get().earlier(), reader);
        }
    }

    @Override
    public void readSince(Instant then, Consumer<JournalLine> reader) throws IOException {
        if (this.opened.isPresent()) {
            read(this.opened.get().directory().filesSince(then), reader);
        }
    }

    @Override
    public void forgetOld() {
        this.opened.ifPresent((open) -> {
            try {
                open.directory().deleteBefore(this.clock.instant().minus(this.settings.kept()));
            }
            catch (IOException ex) {
                logger.warn("old files of the journal cannot be deleted: {}", ex.toString());
            }
        });
    }

    /** Waits until all that was appended before has been written, or has failed. */
    public void flush() throws InterruptedException {
        Queued.Mark mark = new Queued.Mark(new CountDownLatch(1));
        this.queue.put(mark);
        mark.reached().await();
    }

    @Override
    public void close() {
        this.closed = true;
        this.queue.offer(new Queued.Mark(new CountDownLatch(1)));
        try {
            this.writing.join(PATIENCE_AT_CLOSE);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        List<Queued> batch = new ArrayList<>();
        try {
            while (!this.closed || !this.queue.isEmpty()) {
                Optional.ofNullable(this.queue.poll(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS))
                    .ifPresent(batch::add);
                this.queue.drainTo(batch, MOST_IN_A_BATCH - 1);
                write(batch);
                batch.clear();
            }
        }
        catch (InterruptedException ex) {
            // nobody interrupts it but a process that ends
        }
        finally {
            end();
        }
    }

    private void write(List<Queued> batch) {
        List<JournalLine> lines = batch.stream().flatMap((queued) -> queued.line().stream()).toList();
        if (this.opened.isEmpty()) {
            tryToOpen();
        }
        if (!lines.isEmpty()) {
            try {
                append(lines);
                recovered();
            }
            catch (IOException | RuntimeException ex) {
                failed(lines.size(), ex);
            }
        }
        batch.forEach(Queued::done);
    }

    private void append(List<JournalLine> lines) throws IOException {
        Opened open = this.opened.orElseThrow(() -> new IOException("the journal's directory is not open"));
        if (this.current.isEmpty() || this.current.get().isFull(this.clock.instant(), this.settings)) {
            JournalFile next = open.directory().create(this.clock.instant());
            closeCurrent();
            this.current = Optional.of(next);
            open.directory().shrinkTo(this.settings.mostBytes());
        }
        StringBuilder text = new StringBuilder();
        lines.forEach((line) -> text.append(this.json.write(line)).append('\n'));
        this.current.get().append(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private void tryToOpen() {
        try {
            JournalDirectory directory = JournalDirectory.open(this.settings.directory());
            this.opened = Optional.of(new Opened(directory, directory.files()));
        }
        catch (IOException | RuntimeException ex) {
            failed(0, ex);
        }
    }

    private void read(List<Path> files, Consumer<JournalLine> reader) throws IOException {
        for (Path file : files) {
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    this.json.read(line).ifPresent(reader);
                }
            }
            catch (NoSuchFileException ex) {
                logger.debug("a file of the journal was dropped before it was read");
            }
        }
    }

    private void failed(int lines, Exception ex) {
        if (!this.failing) {
            this.failing = true;
            logger.error("the journal in {} cannot be written; calls go on without it: {}", this.settings.directory(),
                    ex.toString());
        }
        if (lines > 0) {
            this.events.journalFailed(lines);
        }
    }

    private void recovered() {
        if (this.failing) {
            this.failing = false;
            logger.info("the journal in {} is written again", this.settings.directory());
        }
    }

    private void closeCurrent() throws IOException {
        if (this.current.isPresent()) {
            this.current.get().close();
        }
    }

    private void end() {
        try {
            closeCurrent();
            if (this.opened.isPresent()) {
                this.opened.get().directory().close();
            }
        }
        catch (IOException ex) {
            logger.warn("the journal was not closed properly: {}", ex.toString());
        }
    }

    /**
     * @param earlier files that were there when this process came
     */
    private record Opened(JournalDirectory directory, List<Path> earlier) {
    }

    /** What waits to be written. */
    private sealed interface Queued {

        record Line(JournalLine content) implements Queued {
        }

        record Mark(CountDownLatch reached) implements Queued {
        }

        default Optional<JournalLine> line() {
            return (this instanceof Line line) ? Optional.of(line.content()) : Optional.empty();
        }

        default void done() {
            if (this instanceof Mark mark) {
                mark.reached().countDown();
            }
        }

    }

}
