package llmgateway.metrics.price;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import llmgateway.document.Document;

/**
 * The documents a price list is read from.
 *
 * @param shipped whether the one that comes with the gateway is laid beneath
 * @param files the operator's own, in the order in which they are laid over it
 */
public record PriceFiles(boolean shipped, List<Path> files) {

    private static final String SHIPPED = "/llmgateway/prices.yaml";

    public PriceFiles {
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

    private static Document shippedDocument() throws IOException {
        try (InputStream stream = PriceFiles.class.getResourceAsStream(SHIPPED)) {
            if (stream == null) {
                throw new IOException("the class path has no " + SHIPPED);
            }
            return new Document("classpath:" + SHIPPED, stream.readAllBytes());
        }
    }

}
