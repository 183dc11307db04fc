package llmgateway.dialect.generatecontent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;

/**
 * What the model said, sent back as a client got it: in the parts of a stream's chunks.
 * Texts and thoughts that follow each other are one; a signature ends a thought.
 */
final class ChunkedParts {

    private ChunkedParts() {
    }

    static List<Part> joined(List<Part> parts) {
        List<Part> joined = new ArrayList<>();
        for (Part part : parts) {
            Optional<Part> longer = joined.isEmpty() ? Optional.empty() : together(joined.getLast(), part);
            longer.ifPresent((whole) -> joined.removeLast());
            joined.add(longer.orElse(part));
        }
        return joined;
    }

    private static Optional<Part> together(Part begin, Part rest) {
        if (begin instanceof Part.Text first && rest instanceof Part.Text second) {
            return Optional.of(new Part.Text(first.text() + second.text()));
        }
        if (begin instanceof Part.Thinking first && rest instanceof Part.Thinking second
                && first.signature().isEmpty()) {
            Optional<Signature> signature = second.signature();
            return Optional.of(new Part.Thinking(first.text() + second.text(), signature));
        }
        return Optional.empty();
    }

}
