package llmgateway.dialect.request;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * One edit of a body.
 *
 * @param span what is replaced; empty to insert before its {@code from}
 * @param replacement what stands there afterwards
 */
record Splice(Span span, byte[] replacement) {

    /** An insertion before what is replaced from there on. */
    private static final Comparator<Splice> BY_PLACE = Comparator.<Splice>comparingInt((each) -> each.span.from())
        .thenComparingInt((each) -> each.span.to());

    static Splice replace(Span span, String replacement) {
        return new Splice(span, replacement.getBytes(StandardCharsets.UTF_8));
    }

    static Splice insert(int at, String inserted) {
        return replace(new Span(at, at), inserted);
    }

    /**
     * @param splices apart from each other, in any order
     */
    static byte[] applyAll(byte[] bytes, List<Splice> splices) {
        int length = bytes.length;
        for (Splice splice : splices) {
            length += splice.replacement.length - splice.span.length();
        }
        ByteBuffer edited = ByteBuffer.allocate(length);
        int copied = 0;
        for (Splice splice : splices.stream().sorted(BY_PLACE).toList()) {
            edited.put(bytes, copied, splice.span.from() - copied);
            edited.put(splice.replacement);
            copied = splice.span.to();
        }
        edited.put(bytes, copied, bytes.length - copied);
        return edited.array();
    }

}
