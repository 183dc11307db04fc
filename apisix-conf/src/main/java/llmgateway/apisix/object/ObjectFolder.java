package llmgateway.apisix.object;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects as one JSON file each, at the path that the Admin API has them at:
 * {@code routes/llm.json} is {@code /apisix/admin/routes/llm}.
 */
public final class ObjectFolder {

    private static final String SUFFIX = ".json";

    private final Path folder;

    private final JsonMapper json = JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();

    public ObjectFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads all objects, each before those that need it.
     * @throws UnusableObject if a file is none
     */
    public List<ApisixObject> read() throws UnusableObject {
        if (!Files.isDirectory(this.folder)) {
            throw new UnusableObject(this.folder + " is no folder");
        }
        List<ApisixObject> objects = new ArrayList<>();
        for (Path file : files()) {
            objects.add(read(file));
        }
        objects.sort(Comparator.comparing(ApisixObject::key));
        return objects;
    }

    private ApisixObject read(Path file) throws UnusableObject {
        String path = this.folder.relativize(file).toString().replace('\\', '/');
        ObjectKey key = ObjectKey.parse(path.substring(0, path.length() - SUFFIX.length()))
            .orElseThrow(
                    () -> new UnusableObject(file + ": the path names no object; it must be such as routes/llm.json"));
        try {
            JsonNode body = this.json.readTree(Files.readString(file));
            if (body instanceof ObjectNode object) {
                return new ApisixObject(key, object);
            }
            throw new UnusableObject(file + ": must hold a JSON object");
        }
        catch (JacksonException ex) {
            throw new UnusableObject(
                    file + ":" + Math.max(1, ex.getLocation().getLineNr()) + ": " + ex.getOriginalMessage());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** All files that hold objects. */
    public List<Path> files() {
        if (!Files.isDirectory(this.folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(this.folder)) {
            return all.filter((file) -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
                .sorted()
                .toList();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Where an object's file is. */
    public Path file(ObjectKey key) {
        return this.folder.resolve(key.path() + SUFFIX);
    }

    /** What an object's file holds. */
    public String content(ApisixObject object) {
        return this.json.writeValueAsString(object.body()) + "\n";
    }

}
