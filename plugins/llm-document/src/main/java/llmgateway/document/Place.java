package llmgateway.document;

/**
 * Where something stands.
 *
 * @param document the file's name
 * @param line counted from 1
 */
public record Place(String document, int line) {

    @Override
    public String toString() {
        return this.document + ":" + this.line;
    }

}
