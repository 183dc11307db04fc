package llmgateway.metrics.trace;

import java.util.Optional;

/**
 * What of a prompt goes into a span: redacted, and no longer than settings allow.
 *
 * @param system JSON by the conventions' {@code gen-ai-system-instructions.json}
 * @param messages JSON by {@code gen-ai-input-messages.json}
 */
record PromptRecord(Optional<String> system, Optional<String> messages) {

    int size() {
        return this.system.map(String::length).orElse(0) + this.messages.map(String::length).orElse(0);
    }

}
