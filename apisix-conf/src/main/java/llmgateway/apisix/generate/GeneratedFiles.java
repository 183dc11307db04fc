package llmgateway.apisix.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.object.ObjectFolder;
import llmgateway.apisix.object.UnusableObject;

/**
 * The files that hold the generated objects: {@code apisix.yaml} and the folder
 * {@code objects}. Files of objects without the label of what is generated are the
 * operator's own and left alone.
 */
public final class GeneratedFiles {

    private final Path folder;

    private final ObjectFolder objects;

    public GeneratedFiles(Path folder) {
        this.folder = folder;
        this.objects = new ObjectFolder(folder.resolve("objects"));
    }

    /**
     * Finds the files that are not as they would be written.
     * @throws UnusableObject if a file there is no object
     */
    public List<Drift> drift(List<ApisixObject> generated) throws IOException, UnusableObject {
        List<Drift> drifts = new ArrayList<>();
        for (Map.Entry<Path, String> file : contents(generated).entrySet()) {
            if (!Files.exists(file.getKey())) {
                drifts.add(new Drift.Missing(file.getKey(), file.getValue()));
            }
            else if (!Files.readString(file.getKey()).equals(file.getValue())) {
                drifts.add(new Drift.Different(file.getKey(), file.getValue()));
            }
        }
        for (ApisixObject present : present()) {
            if (present.isManaged() && generated.stream().noneMatch((object) -> object.key().equals(present.key()))) {
                drifts.add(new Drift.LeftOver(this.objects.file(present.key())));
            }
        }
        return drifts;
    }

    /** Writes what is missing or different and deletes what is left over. */
    public void mend(List<Drift> drifts) throws IOException {
        for (Drift drift : drifts) {
            switch (drift) {
                case Drift.Missing(Path file, String content) -> write(file, content);
                case Drift.Different(Path file, String content) -> write(file, content);
                case Drift.LeftOver(Path file) -> Files.delete(file);
            }
        }
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, content);
    }

    private SequencedMap<Path, String> contents(List<ApisixObject> generated) {
        SequencedMap<Path, String> contents = new LinkedHashMap<>();
        contents.put(this.folder.resolve("apisix.yaml"), new StandaloneFile().content(generated));
        generated.forEach((object) -> contents.put(this.objects.file(object.key()), this.objects.content(object)));
        return contents;
    }

    private List<ApisixObject> present() throws UnusableObject {
        return this.objects.files().isEmpty() ? List.of() : this.objects.read();
    }

    /** A file that is not as it would be written. */
    public sealed interface Drift {

        Path file();

        record Missing(Path file, String content) implements Drift {
        }

        record Different(Path file, String content) implements Drift {
        }

        /** A file of an object that is generated no more. */
        record LeftOver(Path file) implements Drift {
        }

    }

}
