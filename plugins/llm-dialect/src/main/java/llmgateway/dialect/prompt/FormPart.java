package llmgateway.dialect.prompt;

/**
 * A part of a form.
 *
 * @param isPlain whether it is text as it stands, no file
 * @param from its content's first byte in the body
 * @param to the byte after its last
 */
public record FormPart(String name, boolean isPlain, int from, int to) {
}
