package llmgateway.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Documents that are laid over one another.
 *
 * @param resource on the class path: the one that comes with the gateway
 * @param shipped whether that one is laid beneath
 * @param files the operator's own, in the order in which they are laid over it
 */
public record DocumentFiles(String resource, boolean shipped, List<Path> files) {

    public DocumentFiles {
        files = List.copyOf(files);
    }

    /**
     * Reads them all.
     * @throws IOException if a file cannot be read
     */
    public List<Document> load() throws IOException {
        List<Document> documents = new ArrayList<>();
        if (this.shipped) {
            documents.add(shippedDocument());
        }
        for (Path file : this.files) {
            documents.add(new Document(file.toString(), Files.readAllBytes(file)));
        }
        return documents;
    }

    private Document shippedDocument() throws IOException {
        try (InputStream stream = DocumentFiles.class.getResourceAsStream(this.resource)) {
            if (stream == null) {
                throw new IOException("the class path has no " + this.resource);
            }
            return new Document("classpath:" + this.resource, stream.readAllBytes());
        }
    }

}
