package llmgateway.dialect.format;

import java.util.Optional;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import tools.jackson.databind.JsonNode;

/** Reads the usage of an answer that has used input alone. */
public final class InputUsage {

    private InputUsage() {
    }

    /**
     * @param tokens of the input; no number where the provider does not tell them
     */
    public static Optional<Usage> of(JsonNode tokens) {
        return tokens.isNumber() ? Optional.of(Usage.of(Meter.INPUT_TOKENS, Math.max(0, tokens.asLong(0))))
                : Optional.empty();
    }

    /**
     * @param tokens of the input as a number's digits; empty for anything else
     */
    public static Optional<Usage> of(String tokens) {
        return tokens.strip().matches("[0-9]{1,15}")
                ? Optional.of(Usage.of(Meter.INPUT_TOKENS, Long.parseLong(tokens.strip()))) : Optional.empty();
    }

}
