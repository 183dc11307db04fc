package llmgateway.document;

/**
 * A text to be read.
 *
 * @param name what a problem calls it, such as the file's path
 * @param content its bytes, in UTF-8; not copied, so not to be written to
 */
public record Document(String name, byte[] content) {
}
