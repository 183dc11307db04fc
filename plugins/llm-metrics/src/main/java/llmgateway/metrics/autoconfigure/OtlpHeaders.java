package llmgateway.metrics.autoconfigure;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.secret.Secret;
import llmgateway.core.secret.SecretReference;

/**
 * The headers of exports to a collector, resolved.
 *
 * @param values by the headers' names
 */
record OtlpHeaders(Map<String, Secret> values) {

    /**
     * @param setting where the references stand, for what is said of a faulty one
     * @param references {@code env:NAME} or {@code file:/path}, by the headers' names
     */
    static OtlpHeaders resolve(String setting, Map<String, String> references) {
        Map<String, Secret> values = new HashMap<>();
        references.forEach((name, reference) -> {
            try {
                values.put(name, new SecretReference(reference)
                    .resolve((variable) -> Optional.ofNullable(System.getenv(variable))));
            }
            catch (IllegalArgumentException ex) {
                throw new IllegalArgumentException(setting + "." + name + ": " + ex.getMessage(), ex);
            }
        });
        return new OtlpHeaders(values);
    }

    /** To be handed to the exporter alone. */
    Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        this.values.forEach((name, secret) -> texts.put(name, secret.value()));
        return texts;
    }

}
