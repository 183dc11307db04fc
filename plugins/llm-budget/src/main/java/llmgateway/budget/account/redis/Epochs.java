package llmgateway.budget.account.redis;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.Organisation;

/**
 * The epochs this node has seen, by organisation, kept in a file if there is one. A Redis
 * that shows another one, or none, has lost what it knew.
 */
final class Epochs {

    private static final Logger logger = LoggerFactory.getLogger(Epochs.class);

    private final Map<String, String> seen = new ConcurrentHashMap<>();

    private final Optional<Path> file;

    /**
     * @throws UncheckedIOException if the file is there but cannot be read
     */
    Epochs(Optional<Path> file) {
        this.file = file;
        file.ifPresent(this::load);
    }

    Optional<String> seen(Organisation organisation) {
        return Optional.ofNullable(this.seen.get(organisation.id()));
    }

    void remember(Organisation organisation, String epoch) {
        if (!epoch.equals(this.seen.put(organisation.id(), epoch))) {
            this.file.ifPresent(this::save);
        }
    }

    private void load(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        }
        catch (NoSuchFileException ex) {
            return;
        }
        catch (IOException ex) {
            throw new UncheckedIOException("the file of epochs seen cannot be read", ex);
        }
        properties.stringPropertyNames().forEach((id) -> this.seen.put(id, properties.getProperty(id)));
    }

    /** A file that cannot be written costs the memory across a restart, not the call. */
    private synchronized void save(Path path) {
        Properties properties = new Properties();
        properties.putAll(this.seen);
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try {
            try (Writer writer = Files.newBufferedWriter(draft)) {
                properties.store(writer, null);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        catch (IOException ex) {
            logger.error("the epochs seen cannot be kept; a restart of this node will not recognise a wiped Redis: {}",
                    ex.toString());
        }
    }

}
