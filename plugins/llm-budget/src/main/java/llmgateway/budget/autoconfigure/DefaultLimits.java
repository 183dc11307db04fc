package llmgateway.budget.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import llmgateway.budget.filter.LimitsCache;
import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.limit.settings.LimitsReader;
import llmgateway.budget.limit.settings.LimitsReading;
import llmgateway.document.Document;
import llmgateway.document.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of limits that apply to every call. */
final class DefaultLimits {

    private static final Logger log = LoggerFactory.getLogger(DefaultLimits.class);

    private final Path file;

    DefaultLimits(Path file) {
        this.file = file;
    }

    /**
     * @throws IllegalStateException if the file cannot be used; names every problem with
     * its line
     */
    LimitSettings read() {
        Document document;
        try {
            document = new Document(this.file.toString(), Files.readAllBytes(this.file));
        }
        catch (IOException ex) {
            throw new IllegalStateException("the limits in " + this.file + " cannot be read: " + ex.getMessage(), ex);
        }
        return switch (new LimitsReader(LimitSettings.NONE).readYaml(document)) {
            case LimitsReading.Usable(LimitSettings settings) -> settings;
            case LimitsReading.Faulty faulty -> throw new IllegalStateException("the limits cannot be used: "
                    + faulty.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
        };
    }

    /** A faulty new version is told and refused; the limits that hold go on. */
    void reloadInto(LimitsCache cache) {
        try {
            cache.replaceDefaults(read());
            log.info("Limits read again from {}", this.file);
        }
        catch (IllegalStateException ex) {
            log.error("The old limits stay: {}", ex.getMessage());
        }
    }

}
