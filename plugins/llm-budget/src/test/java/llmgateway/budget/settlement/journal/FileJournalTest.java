package llmgateway.budget.settlement.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.account.Unit;
import llmgateway.budget.account.Window;
import llmgateway.budget.settlement.journal.JournalLine.Admitted;
import llmgateway.budget.settlement.journal.JournalLine.Basis;
import llmgateway.budget.settlement.journal.JournalLine.Released;
import llmgateway.budget.settlement.journal.JournalLine.Settled;
import llmgateway.budget.settlement.journal.JournalLine.Taken;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.money.Money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FileJournalTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final long seed = RandomGenerator.getDefault().nextLong();

    private final RandomGenerator random = new SplittableRandom(this.seed);

    private final AtomicInteger missing = new AtomicInteger();

    private final BudgetEvents events = new BudgetEvents() {
        @Override
        public void journalFailed(int settlements) {
            FileJournalTest.this.missing.addAndGet(settlements);
        }
    };

    @TempDir
    Path directory;

    private Instant now = NOW;

    private final InstantSource clock = () -> this.now;

    @Test
    void whatIsAppendedIsReadBackWhateverClientsWrote() throws Exception {
        List<JournalLine> lines = Stream.generate(this::anyLine).limit(2_000).toList();
        try (FileJournal journal = open(JournalSettings.in(this.directory))) {
            append(journal, lines);
            assertThat(read(journal)).as("seed %d", this.seed).isEqualTo(lines);
            assertThat(readEarlier(journal)).isEmpty();
        }
        try (FileJournal journal = open(JournalSettings.in(this.directory))) {
            append(journal, List.of(anyLine()));
            assertThat(readEarlier(journal)).as("seed %d", this.seed).isEqualTo(lines);
            assertThat(read(journal)).hasSize(lines.size() + 1);
        }
        assertThat(this.missing).hasValue(0);
    }

    @Test
    void everyLineIsOneLineOfAscii() throws Exception {
        try (FileJournal journal = open(JournalSettings.in(this.directory))) {
            append(journal, Stream.generate(this::anyLine).limit(100).toList());
        }
        String text = Files.readString(files().getFirst());
        assertThat(text.lines()).hasSize(100).allMatch((line) -> line.startsWith("{") && line.endsWith("}"));
        assertThat(text.chars()).as("seed %d", this.seed).allMatch((c) -> c == '\n' || (c >= ' ' && c < 0x7f));
    }

    @Test
    void damagedAndHalfWrittenLinesArePassedOver() throws Exception {
        JournalLine whole = anyLine();
        try (FileJournal journal = open(JournalSettings.in(this.directory))) {
            append(journal, List.of(whole));
        }
        String text = Files.readString(files().getFirst());
        Files.writeString(files().getFirst(),
                "\0\0\0\n[]\n{}\nnull\n{\"at\":1}\n{\"line\":\"taken\",\"at\":1,\"ticket\":{}}\n" + text
                        + text.substring(0, text.length() / 2));

        try (FileJournal journal = open(JournalSettings.in(this.directory))) {
            assertThat(readEarlier(journal)).containsExactly(whole);
        }
    }

    @Test
    void beginsANewFileWhenOneIsFullOrOld() throws Exception {
        JournalSettings small = new JournalSettings(this.directory, 100, Duration.ofMinutes(10), Duration.ofHours(2),
                1 << 20, Duration.ofMinutes(5));
        try (FileJournal journal = open(small)) {
            append(journal, List.of(anySettled()));
            append(journal, List.of(anySettled()));
            assertThat(files()).hasSize(2);
        }
        try (FileJournal journal = open(JournalSettings.in(this.directory))) {
            append(journal, List.of(anySettled()));
            append(journal, List.of(anySettled()));
            assertThat(files()).hasSize(3);
            this.now = NOW.plus(Duration.ofMinutes(10));
            append(journal, List.of(anySettled()));
            assertThat(files()).hasSize(4);
        }
    }

    @Test
    void namesAscendThoughTheClockGoesBack() throws Exception {
        List<JournalLine> lines = Stream.generate(this::anyLine).limit(3).toList();
        for (JournalLine line : lines) {
            try (FileJournal journal = open(JournalSettings.in(this.directory))) {
                append(journal, List.of(line));
            }
            this.now = this.now.minus(Duration.ofHours(1));
        }
        try (FileJournal journal = open(JournalSettings.in(this.directory))) {
            assertThat(readEarlier(journal)).isEqualTo(lines);
        }
    }

    @Test
    void keepsFilesAsLongAsTheStoreRemembers() throws Exception {
        try (FileJournal journal = open(JournalSettings.in(this.directory))) {
            append(journal, List.of(anyLine()));
            this.now = NOW.plus(Duration.ofMinutes(10));
            append(journal, List.of(anyLine()));

            this.now = this.now.plus(Duration.ofHours(2));
            journal.forgetOld();
            assertThat(files()).hasSize(2);
            this.now = this.now.plusSeconds(1);
            journal.forgetOld();
            assertThat(read(journal)).hasSize(1);
        }
    }

    @Test
    void readsNoFileThatEndsBeforeWhatIsAskedFor() throws Exception {
        List<JournalLine> lines = Stream.generate(this::anyLine).limit(3).toList();
        try (FileJournal journal = open(JournalSettings.in(this.directory))) {
            for (JournalLine line : lines) {
                append(journal, List.of(line));
                this.now = this.now.plus(Duration.ofMinutes(10));
            }
            List<JournalLine> late = new ArrayList<>();
            journal.readSince(NOW.plus(Duration.ofMinutes(11)), late::add);
            assertThat(late).isEqualTo(lines.subList(1, 3));
        }
    }

    @Test
    void takesNoMoreRoomThanItMay() throws Exception {
        JournalSettings small = new JournalSettings(this.directory, 1, Duration.ofMinutes(10), Duration.ofHours(2),
                20_000, Duration.ofMinutes(5));
        try (FileJournal journal = open(small)) {
            for (int i = 0; i < 100; i++) {
                append(journal, List.of(anySettled()));
            }
            List<Path> files = files();
            assertThat(files).hasSizeLessThan(100);
            long total = 0;
            for (Path file : files.subList(0, files.size() - 1)) {
                total += Files.size(file);
            }
            assertThat(total).isLessThanOrEqualTo(20_000);
        }
    }

    @Test
    void I9_aDirectoryThatCannotBeMadeStopsNothingAndIsTriedAgain() throws Exception {
        Path inTheWay = this.directory.resolve("journal");
        Files.writeString(inTheWay, "a file where the directory should be");
        try (FileJournal journal = open(JournalSettings.in(inTheWay))) {
            append(journal, List.of(anyLine(), anyLine()));
            assertThat(this.missing).hasValue(2);
            assertThat(journal.isOpen()).isFalse();
            assertThat(read(journal)).isEmpty();

            Files.delete(inTheWay);
            JournalLine line = anyLine();
            append(journal, List.of(line));
            assertThat(read(journal)).containsExactly(line);
            assertThat(this.missing).hasValue(2);
        }
    }

    @Test
    void I9_aDiskThatFailsMeanwhileStopsNothingAndIsTriedAgain() throws Exception {
        Path lost = this.directory.resolve("journal");
        JournalSettings settings = new JournalSettings(lost, 1, Duration.ofMinutes(10), Duration.ofHours(2), 1 << 20,
                Duration.ofMinutes(5));
        try (FileJournal journal = open(settings)) {
            append(journal, List.of(anySettled()));
            for (Path file : List.copyOf(filesIn(lost))) {
                Files.delete(file);
            }
            Files.delete(lost.resolve("lock"));
            Files.delete(lost);
            append(journal, List.of(anySettled(), anySettled(), anySettled()));
            assertThat(this.missing).hasValue(3);

            Files.createDirectory(lost);
            append(journal, List.of(anySettled()));
            assertThat(read(journal)).hasSize(1);
            assertThat(this.missing).hasValue(3);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void I9_aFullDiskIsNoticedAtOnce() throws IOException {
        try (JournalFile file = new JournalFile(NOW,
                FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE))) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> file.append(new byte[10]))
                .withMessageContaining("No space left");
            assertThat(file.isFull(NOW, JournalSettings.in(this.directory))).isFalse();
        }
    }

    @Test
    void aDirectoryIsForOneProcessAtATime() throws Exception {
        FileJournal first = open(JournalSettings.in(this.directory));
        try (FileJournal second = open(JournalSettings.in(this.directory))) {
            append(second, List.of(anyLine()));
            assertThat(second.isOpen()).isFalse();
            assertThat(this.missing).hasValue(1);

            first.close();
            JournalLine line = anyLine();
            append(second, List.of(line));
            assertThat(read(second)).containsExactly(line);
        }
    }

    private FileJournal open(JournalSettings settings) {
        return FileJournal.open(settings, this.clock, this.events);
    }

    private static void append(FileJournal journal, List<JournalLine> lines) throws InterruptedException {
        lines.forEach(journal::append);
        journal.flush();
    }

    private static List<JournalLine> read(FileJournal journal) throws IOException {
        List<JournalLine> lines = new ArrayList<>();
        journal.readSince(Instant.EPOCH, lines::add);
        return lines;
    }

    private static List<JournalLine> readEarlier(FileJournal journal) throws IOException {
        List<JournalLine> lines = new ArrayList<>();
        journal.readEarlier(lines::add);
        return lines;
    }

    private List<Path> files() throws IOException {
        return filesIn(this.directory);
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter((file) -> file.toString().endsWith(".jsonl")).sorted().toList();
        }
    }

    private JournalLine anyLine() {
        Instant at = Instant.ofEpochMilli(this.random.nextLong(1L << 42));
        Ticket ticket = Ticket.random(this.random);
        return switch (this.random.nextInt(4)) {
            case 0 -> new Admitted(at, ticket, anyAccounts(), anyEntry(),
                    Duration.ofMillis(this.random.nextLong(1L << 30)), this.random.nextBoolean());
            case 1 -> anySettled();
            case 2 -> new Released(at, ticket, this.random.nextBoolean());
            default -> new Taken(at, ticket);
        };
    }

    private Settled anySettled() {
        return new Settled(Instant.ofEpochMilli(this.random.nextLong(1L << 42)), Ticket.random(this.random),
                new Money(this.random.nextLong(Long.MAX_VALUE)), Basis.values()[this.random.nextInt(3)], anyAccounts(),
                anyEntry(), this.random.nextBoolean());
    }

    private List<Reservation> anyAccounts() {
        List<Reservation> accounts = new ArrayList<>();
        for (int i = this.random.nextInt(4); i > 0; i--) {
            accounts.add(new Reservation(new AccountName("a" + anyText().replaceAll("\\p{Cc}", "")),
                    Unit.values()[this.random.nextInt(2)],
                    this.random.nextBoolean() ? Window.ALWAYS : new Window(this.random.nextLong(1000), 2000)));
        }
        return accounts;
    }

    private LedgerEntry anyEntry() {
        Map<String, String> fields = new HashMap<>();
        for (int i = this.random.nextInt(8); i > 0; i--) {
            fields.put("field" + i, anyText());
        }
        return new LedgerEntry(fields);
    }

    /** Any UTF-16, halves of pairs included. */
    private String anyText() {
        StringBuilder text = new StringBuilder();
        for (int i = this.random.nextInt(12); i > 0; i--) {
            text.append(this.random.nextBoolean() ? "\n\r\0\"\\}{\u2028".charAt(this.random.nextInt(8))
                    : (char) this.random.nextInt(0x10000));
        }
        return text.toString();
    }

}
