package llmgateway.budget.settlement.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** The file being written: whole batches, or nothing of them. Used by one thread. */
final class JournalFile implements AutoCloseable {

    private final Instant begun;

    private final FileChannel channel;

    private long size;

    JournalFile(Instant begun, FileChannel channel) {
        this.begun = begun;
        this.channel = channel;
    }

    static JournalFile create(Path path, Instant now) throws IOException {
        return new JournalFile(now, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /**
     * Writes lines and has them reach the disk.
     * @throws IOException if it cannot; the file then ends with the batch before
     */
    void append(byte[] batch) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(batch);
            while (bytes.hasRemaining()) {
                this.channel.write(bytes, this.size + bytes.position());
            }
            this.channel.force(false);
            this.size += batch.length;
        }
        catch (IOException ex) {
            cutTail(ex);
            throw ex;
        }
    }

    /** What stays there is overwritten by the next batch, or no line. */
    private void cutTail(IOException cause) {
        try {
            this.channel.truncate(this.size);
        }
        catch (IOException ex) {
            cause.addSuppressed(ex);
        }
    }

    boolean isFull(Instant now, JournalSettings settings) {
        return this.size >= settings.fileBytes() || !now.isBefore(this.begun.plus(settings.fileAge()));
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
    }

}
