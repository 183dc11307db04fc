package llmgateway.runner.a6;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(60)
class ListeningSocketTest {

    private static final SocketAccess ACCESS = SocketAccess.of("0660", Optional.empty());

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void name() {
        this.path = this.directory.resolve("runner.sock");
    }

    @Test
    void R20_theFileIsNeverThereWithOtherAccessThanConfigured() throws Exception {
        SocketAccess access = SocketAccess.of("0600", Optional.empty());
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> watcher = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                try {
                    seen.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.path)));
                }
                catch (IOException ex) {
                    // Not there at the moment.
                }
            }
        });
        for (int i = 0; i < 200; i++) {
            claim(access).close();
        }
        try (SocketClaim claim = claim(access)) {
            while (seen.isEmpty()) {
                Thread.onSpinWait();
            }
        }
        done.set(true);
        watcher.get();

        assertThat(seen).containsExactly("rw-------");
    }

    @Test
    void modeAndGroupAreAsConfigured() throws IOException {
        String group = Files.readAttributes(this.directory, PosixFileAttributes.class).group().getName();
        try (SocketClaim claim = claim(SocketAccess.of("0620", Optional.of(group)))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.path))).isEqualTo("rw--w----");
        }
    }

    @Test
    void unknownGroupIsNamed() throws IOException {
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> claim(SocketAccess.of("0660", Optional.of("no-such-group"))))
            .withMessageContaining("no-such-group");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void modeWithoutItsLeadingZeroIsRefused() {
        for (String mode : new String[] { "432", "660", "0888", "", "rw", "06600" }) {
            assertThatIllegalArgumentException().isThrownBy(() -> SocketAccess.of(mode, Optional.empty()));
        }
    }

    @Test
    void socketOfADeadRunnerIsReplaced() throws IOException {
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(this.path));
        }
        assertThat(this.path).exists();

        try (SocketClaim claim = claim(ACCESS);
                SocketChannel gateway = SocketChannel.open(UnixDomainSocketAddress.of(this.path))) {
            assertThat(claim.socket().accept().isConnected()).isTrue();
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void socketOfALiveRunnerIsRefusedAndUnharmed() throws IOException {
        try (SocketClaim first = claim(ACCESS)) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> claim(ACCESS))
                .withMessageContaining(this.path.toString());
            try (SocketChannel gateway = SocketChannel.open(UnixDomainSocketAddress.of(this.path))) {
                assertThat(first.socket().accept().isConnected()).isTrue();
            }
        }
    }

    @Test
    void socketOfAnotherProgramIsRefused() throws IOException {
        try (var other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(this.path));

            assertThatExceptionOfType(IOException.class).isThrownBy(() -> claim(ACCESS))
                .withMessageContaining("another process listens");
        }
    }

    @Test
    void whatIsNotASocketIsLeftAlone() throws IOException {
        Files.writeString(this.path, "precious");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> claim(ACCESS))
            .withMessageContaining("not a socket");
        assertThat(this.path).hasContent("precious");
    }

    @Test
    void fileIsRemovedAtTheEndOnlyIfItIsStillOurs() throws IOException {
        SocketClaim claim = claim(ACCESS);
        Files.delete(this.path);
        Files.writeString(this.path, "somebody else's");
        claim.close();

        assertThat(this.path).exists();
    }

    @Test
    void pathTooLongForTheSystemIsExplained() {
        Path tooLong = this.directory.resolve("x".repeat(108));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> claim(tooLong, ACCESS))
            .withMessageContaining("107 bytes");
    }

    @Test
    void missingDirectoryIsNamed() {
        Path nowhere = this.directory.resolve("nowhere/runner.sock");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> claim(nowhere, ACCESS))
            .withMessageContaining("no directory")
            .isNotInstanceOf(NoSuchFileException.class);
    }

    private SocketClaim claim(SocketAccess access) throws IOException {
        return claim(this.path, access);
    }

    private static SocketClaim claim(Path path, SocketAccess access) throws IOException {
        SocketClaim claim = SocketClaim.make(path, access, false, Duration.ZERO);
        claim.serving();
        return claim;
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(this.directory)) {
            return files.filter((file) -> !file.endsWith("runner.sock.lock")).toList();
        }
    }

}
