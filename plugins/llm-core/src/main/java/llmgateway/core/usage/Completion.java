package llmgateway.core.usage;

import java.util.List;
import java.util.Optional;

/**
 * What an answer says about itself.
 *
 * @param id the provider's id of the answer
 * @param finishReasons why the model stopped, one for each choice, in the provider's own
 * words; at most {@value #MOST_REASONS}
 */
public record Completion(Optional<String> id, List<String> finishReasons) {

    public static final int MOST_REASONS = 128;

    public static final Completion UNKNOWN = new Completion(Optional.empty(), List.of());

    public Completion {
        finishReasons = List.copyOf(finishReasons);
    }

}
