package llmgateway.budget.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a directory's archive is complete: what lies in the file beyond is left of a
 * write that did not come to its end.
 *
 * @param last id of the last entry
 * @param file name of the file that was written last
 * @param bytes its length
 */
record ArchivePosition(String last, String file, long bytes) {

    private static final String NAME = "position.json";

    private static final JsonMapper JSON = JsonMapper.shared();

    EntryId lastId() {
        return EntryId.parse(this.last);
    }

    /**
     * @return empty where nothing was archived so far
     */
    static Optional<ArchivePosition> read(Path directory) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readString(directory.resolve(NAME)), ArchivePosition.class));
        }
        catch (NoSuchFileException ex) {
            return Optional.empty();
        }
        catch (JacksonException ex) {
            throw new IOException(directory.resolve(NAME) + " is not what this gateway writes", ex);
        }
    }

    /** Survives a crash of the machine once it returns; before, the old one does. */
    void write(Path directory) throws IOException {
        Path draft = directory.resolve(NAME + ".new");
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer json = ByteBuffer.wrap(JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8));
            while (json.hasRemaining()) {
                out.write(json);
            }
            out.force(true);
        }
        Files.move(draft, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

}
