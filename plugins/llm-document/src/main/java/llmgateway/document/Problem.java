package llmgateway.document;

/**
 * What keeps a document from being used.
 *
 * @param place where
 * @param field the path of names to the field, empty for the document as a whole
 * @param message what is wrong with it, without a full stop; never quotes what may be a
 * secret
 */
public record Problem(Place place, String field, String message) {

    @Override
    public String toString() {
        return this.place + ": " + (this.field.isEmpty() ? "" : this.field + ": ") + this.message;
    }

}
