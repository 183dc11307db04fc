package llmgateway.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What tells a file from the same file changed: its time, size and, where the file system
 * has one, its identity.
 */
record FileState(Path path, String state) {

    static FileState of(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileState(path,
                    attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey());
        }
        catch (IOException ex) {
            return new FileState(path, "unreadable");
        }
    }

}
