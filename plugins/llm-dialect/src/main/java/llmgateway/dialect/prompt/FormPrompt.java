package llmgateway.dialect.prompt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.call.Endpoint;
import llmgateway.core.prompt.Prompt;
import llmgateway.core.prompt.PromptVisitor;

/** The input in a form: files to hear or to see, and texts. Immutable. */
public final class FormPrompt implements Prompt {

    /** Some servers take these for files even where they name none. */
    private static final Set<String> FILES = Set.of("file", "audio", "image", "mask");

    private final Endpoint endpoint;

    private final byte[] body;

    private final List<FormPart> parts;

    /**
     * @param body not copied
     */
    public FormPrompt(Endpoint endpoint, byte[] body, List<FormPart> parts) {
        this.endpoint = endpoint;
        this.body = body;
        this.parts = List.copyOf(parts);
    }

    @Override
    public void tell(PromptVisitor visitor) {
        visitor.turn();
        for (FormPart part : this.parts) {
            if (!part.isPlain() || FILES.contains(part.name())) {
                tellFile(part, visitor);
            }
            else if (part.name().equals("url") || part.name().equals("file_url")) {
                visitor.elsewhere();
            }
            else if (!NotInput.contains(part.name())) {
                visitor.text(text(part));
            }
        }
        if (makesImages()) {
            visitor.imagesToMake(images());
        }
    }

    private void tellFile(FormPart part, PromptVisitor visitor) {
        Attachment file = new Attachment(Optional.empty(),
                Optional.of(new EncodedBytes.Plain(this.body, part.from(), part.to())));
        if (makesImages()) {
            file.tellImage(visitor, Optional.empty());
        }
        else {
            file.tellAudio(visitor);
        }
    }

    private boolean makesImages() {
        return switch (this.endpoint) {
            case IMAGE_GENERATIONS, IMAGE_EDITS, IMAGE_VARIATIONS -> true;
            default -> false;
        };
    }

    private int images() {
        // Nine digits fit an int.
        return this.parts.stream()
            .filter((part) -> part.isPlain() && part.name().equals("n"))
            .map(this::text)
            .filter((count) -> count.matches("[0-9]{1,9}"))
            .mapToInt(Integer::parseInt)
            .reduce(1, Math::max);
    }

    private String text(FormPart part) {
        return new String(this.body, part.from(), part.to() - part.from(), StandardCharsets.UTF_8);
    }

}
