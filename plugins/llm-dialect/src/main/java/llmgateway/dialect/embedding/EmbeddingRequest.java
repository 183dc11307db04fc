package llmgateway.dialect.embedding;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks for a vector of each input.
 *
 * @param inputs at least one
 * @param dimensions of each vector, 1 or more; the model's own where empty
 * @param user an end user as the client names it
 * @param unread paths of fields that mean nothing here
 */
public record EmbeddingRequest(List<EmbeddingInput> inputs, OptionalInt dimensions, Optional<EmbeddingPurpose> purpose,
        EmbeddingEncoding encoding, Optional<String> user, List<String> unread) {

    public EmbeddingRequest {
        inputs = List.copyOf(inputs);
        unread = List.copyOf(unread);
    }

    /**
     * The inputs, where all are texts.
     * @throws IllegalStateException if one is not
     */
    public List<String> texts() {
        return this.inputs.stream().map((input) -> {
            if (input instanceof EmbeddingInput.Text(String text)) {
                return text;
            }
            throw new IllegalStateException("not only texts");
        }).toList();
    }

    public EmbeddingRequest withoutPurpose() {
        return new EmbeddingRequest(this.inputs, this.dimensions, Optional.empty(), this.encoding, this.user,
                this.unread);
    }

    public EmbeddingRequest withoutUser() {
        return new EmbeddingRequest(this.inputs, this.dimensions, this.purpose, this.encoding, Optional.empty(),
                this.unread);
    }

}
