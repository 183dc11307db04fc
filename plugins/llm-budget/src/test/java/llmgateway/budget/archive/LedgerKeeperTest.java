package llmgateway.budget.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import llmgateway.core.budget.BudgetEvents;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerKeeperTest {

    private static final String FIRST_DAY = "ledger-2026-10-01.jsonl.gz";

    private static final String SECOND_DAY = "ledger-2026-10-02.jsonl.gz";

    @TempDir
    private Path directory;

    private final ListedLedger ledger = new ListedLedger();

    private final Counted counted = new Counted();

    @BeforeEach
    void twoDays() {
        this.ledger.write("2026-10-01T08:00:00Z", 0);
        this.ledger.write("2026-10-01T23:59:59.999Z", 0);
        this.ledger.write("2026-10-01T23:59:59.999Z", 1);
        this.ledger.write("2026-10-02T00:00:00Z", 0);
    }

    @Test
    void writesEachEntryOnceIntoTheFileOfItsDay() throws IOException {
        round();
        round();
        this.ledger.write("2026-10-02T09:00:00Z", 0);
        round();

        assertThat(lines(FIRST_DAY)).isEqualTo(this.ledger.lines().subList(0, 3));
        assertThat(lines(SECOND_DAY)).isEqualTo(this.ledger.lines().subList(3, 5));
        assertThat(this.ledger.lines().getFirst())
            .startsWith("{\"id\":\"1790841600000-0\",\"at\":\"2026-10-01T08:00:00Z\",\"ticket\":\"ticket-0\",")
            .contains("\"charge_usd\":\"0.25\"", "\"consumer\":\"zo\u00eb \\\"x\\\"\"");
        assertThat(this.counted.archived).isEqualTo(5);
    }

    @Test
    void aNodeThatDiesBeforeTheStoreIsToldDoublesNothing() throws IOException {
        this.ledger.diesBeforeItIsTold = true;
        round();
        assertThat(all()).as("written, but not told").isEqualTo(this.ledger.lines());
        assertThat(this.ledger.archivedTo()).isEqualTo(EntryId.NONE);

        this.ledger.diesBeforeItIsTold = false;
        this.ledger.write("2026-10-02T09:00:00Z", 0);
        round();

        assertThat(all()).isEqualTo(this.ledger.lines());
        assertThat(this.ledger.archivedTo()).hasToString("1790931600000-0");
    }

    @Test
    void aNodeThatDiesAfterEarlierRoundsDoublesNothingEither() throws IOException {
        round();
        this.ledger.write("2026-10-02T09:00:00Z", 0);
        this.ledger.diesBeforeItIsTold = true;
        round();
        this.ledger.diesBeforeItIsTold = false;
        this.ledger.write("2026-10-02T09:00:00Z", 1);
        round();

        assertThat(all()).isEqualTo(this.ledger.lines());
    }

    @Test
    void whatACrashLeftOfAWriteIsTakenBack() throws IOException {
        round();
        byte[] whole = Files.readAllBytes(this.directory.resolve(SECOND_DAY));
        try (FileChannel file = FileChannel.open(this.directory.resolve(SECOND_DAY), StandardOpenOption.APPEND)) {
            file.write(ByteBuffer.wrap(whole, 0, whole.length / 2));
        }
        this.ledger.write("2026-10-02T09:00:00Z", 0);
        round();

        assertThat(all()).isEqualTo(this.ledger.lines());
    }

    @Test
    void aCrashInTheVeryFirstWriteIsTakenBackToo() throws IOException {
        new ArchivePosition(EntryId.NONE.toString(), FIRST_DAY, 0).write(this.directory);
        Files.write(this.directory.resolve(FIRST_DAY), new byte[] { 0x1f, (byte) 0x8b, 8, 0 });

        round();

        assertThat(all()).isEqualTo(this.ledger.lines());
    }

    @Test
    void aStoreThatForgotWhatIsArchivedDoublesNothing() throws IOException {
        round();
        this.ledger.forgetWhatIsArchived();
        this.ledger.write("2026-10-02T09:00:00Z", 0);
        round();

        assertThat(all()).isEqualTo(this.ledger.lines());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void I9_aFullDiskIsCountedAndNothingIsTakenForArchived() throws IOException {
        Files.createSymbolicLink(this.directory.resolve(FIRST_DAY), Path.of("/dev/full"));
        round();
        round();

        assertThat(this.counted.failures).isEqualTo(2);
        assertThat(this.ledger.archivedTo()).isEqualTo(EntryId.NONE);

        Files.delete(this.directory.resolve(FIRST_DAY));
        round();
        assertThat(all()).isEqualTo(this.ledger.lines());
        assertThat(this.counted.archived).isEqualTo(4);
    }

    @Test
    void aDirectoryThatAnotherProcessWritesToIsLeftAlone() throws IOException {
        try (LedgerArchive other = LedgerArchive.open(this.directory, EntryId.NONE)) {
            round();
            assertThat(this.counted.failures).isOne();
            assertThat(other.readOnFrom()).isEqualTo(EntryId.NONE);
        }
        round();
        assertThat(all()).isEqualTo(this.ledger.lines());
    }

    @Test
    void goesThroughALongLedgerPageByPage() throws IOException {
        for (int i = 1; i <= 2500; i++) {
            this.ledger.write("2026-10-02T09:00:00Z", i);
        }
        round();

        assertThat(all()).isEqualTo(this.ledger.lines());
    }

    private void round() {
        new LedgerKeeper(this.ledger,
                new LedgerSettings(Duration.ofDays(1), Optional.of(this.directory), Duration.ofMinutes(1)),
                this.counted)
            .round();
    }

    private List<String> all() throws IOException {
        return Stream.concat(lines(FIRST_DAY).stream(), lines(SECOND_DAY).stream()).toList();
    }

    private List<String> lines(String file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(this.directory.resolve(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static final class Counted implements BudgetEvents {

        private int archived;

        private int failures;

        @Override
        public void ledgerArchived(int entries) {
            this.archived += entries;
        }

        @Override
        public void ledgerArchiveFailed() {
            this.failures++;
        }

    }

}
