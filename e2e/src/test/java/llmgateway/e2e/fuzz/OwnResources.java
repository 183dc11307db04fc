package llmgateway.e2e.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;

/**
 * What this JVM holds.
 *
 * @param threads live threads, platform and virtual
 * @param openFiles file descriptors; 0 where the system has no {@code /proc/self/fd}
 */
record OwnResources(long threads, long openFiles) {

    static OwnResources now(Path scratch) throws IOException {
        return new OwnResources(countThreads(scratch), countOpenFiles());
    }

    private static long countThreads(Path scratch) throws IOException {
        Path dump = scratch.resolve("threads.txt");
        Files.deleteIfExists(dump);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .dumpThreads(dump.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
        try (Stream<String> lines = Files.lines(dump)) {
            return lines.filter((line) -> line.startsWith("#")).count();
        }
    }

    private static long countOpenFiles() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> entries = Files.list(descriptors)) {
            return entries.count();
        }
    }

}
