package llmgateway.dialect.embedding;

import java.util.List;

/** What one vector is made of. */
public sealed interface EmbeddingInput {

    record Text(String text) implements EmbeddingInput {
    }

    /** A text that its sender has cut into one model's tokens. */
    record TokenIds(List<Long> ids) implements EmbeddingInput {

        public TokenIds {
            ids = List.copyOf(ids);
        }

    }

}
