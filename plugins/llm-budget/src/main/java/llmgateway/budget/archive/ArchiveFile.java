package llmgateway.budget.archive;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The entries of one day of UTC, as JSON lines in gzip: each append is a gzip member of
 * its own, and any number of those in a row are a gzip file (RFC 1952, section 2.2).
 */
final class ArchiveFile {

    private static final String PREFIX = "ledger-";

    private static final String SUFFIX = ".jsonl.gz";

    private final Path path;

    private ArchiveFile(Path path) {
        this.path = path;
    }

    static ArchiveFile ofDay(Path directory, Instant instant) {
        return new ArchiveFile(directory.resolve(PREFIX + LocalDate.ofInstant(instant, ZoneOffset.UTC) + SUFFIX));
    }

    static ArchiveFile named(Path directory, String name) {
        return new ArchiveFile(directory.resolve(name));
    }

    /** Those from a day on, in order. */
    static List<ArchiveFile> since(Path directory, Instant instant) throws IOException {
        String first = ofDay(directory, instant).name();
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(ArchiveFile::new)
                .filter((file) -> file.name().startsWith(PREFIX) && file.name().endsWith(SUFFIX))
                .filter((file) -> file.name().compareTo(first) >= 0)
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
        }
    }

    String name() {
        return this.path.getFileName().toString();
    }

    /** 0 where there is none. */
    long bytes() throws IOException {
        return Files.exists(this.path) ? Files.size(this.path) : 0;
    }

    void cutTo(long bytes) throws IOException {
        try (FileChannel file = FileChannel.open(this.path, StandardOpenOption.WRITE)) {
            file.truncate(bytes);
            file.force(true);
        }
    }

    /** Appends lines; they survive a crash of the machine once it returns. */
    void append(List<String> lines) throws IOException {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
            for (String line : lines) {
                gzip.write(line.getBytes(StandardCharsets.UTF_8));
                gzip.write('\n');
            }
        }
        ByteBuffer bytes = ByteBuffer.wrap(member.toByteArray());
        try (FileChannel file = FileChannel.open(this.path, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.APPEND)) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
    }

    void forEachLine(Consumer<String> reader) throws IOException {
        if (bytes() == 0) {
            return;
        }
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(this.path)), StandardCharsets.UTF_8))) {
            lines.lines().forEach(reader);
        }
        catch (UncheckedIOException ex) {
            throw ex.getCause();
        }
    }

}
